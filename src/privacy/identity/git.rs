//! The remotes of the repository that a folder is in, read from git's own files.
//!
//! Refused: starting git, configuration outside the repository, and what `include` names.

use std::path::{Path, PathBuf};

use crate::config::bounded;

/// Larger files of configuration are none.
const CONFIG_MAX: u64 = 1 << 20;

/// A `.git` file and a `commondir` file hold one path.
const POINTER_MAX: u64 = 8192;

/// Deeper folders are not climbed out of.
const DEPTH_MAX: usize = 64;

/// The URLs of the remotes of the nearest repository from `folder` upward.
pub(super) fn remotes(folder: &Path) -> Vec<String> {
    let found =
        folder.ancestors().take(DEPTH_MAX).find_map(|folder| config_of(&folder.join(".git")));
    let text = found.and_then(|file| text(&file, CONFIG_MAX));
    text.map(|text| urls(&text)).unwrap_or_default()
}

/// The configuration that `.git` leads to: a folder, or in a worktree or submodule a file that
/// names one, which may name the folder it shares with others.
fn config_of(git: &Path) -> Option<PathBuf> {
    let folder = if git.is_dir() {
        git.to_owned()
    } else {
        let text = text(git, POINTER_MAX)?;
        git.parent()?.join(text.trim().strip_prefix("gitdir:")?.trim())
    };
    let shared = text(&folder.join("commondir"), POINTER_MAX);
    let folder = shared.map_or(folder.clone(), |shared| folder.join(shared.trim()));
    let config = folder.join("config");
    config.is_file().then_some(config)
}

fn text(file: &Path, limit: u64) -> Option<String> {
    let is_file = file.is_file();
    String::from_utf8(is_file.then(|| bounded::bytes(file, limit).ok()?)??).ok()
}

/// The values of `url` and `pushurl` in the sections of remotes.
fn urls(config: &str) -> Vec<String> {
    let mut urls: Vec<String> = Vec::new();
    let mut in_remote = false;
    for line in config.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            in_remote = section.trim_start().to_ascii_lowercase().starts_with("remote");
            continue;
        }
        let Some((name, value)) = line.split_once('=').filter(|_| in_remote) else { continue };
        let value = value.trim().trim_matches('"');
        let is_url = matches!(name.trim().to_ascii_lowercase().as_str(), "url" | "pushurl");
        if is_url && !value.is_empty() && !urls.iter().any(|url| url == value) {
            urls.push(value.to_owned());
        }
    }
    urls
}
