//! Where in a folder each source's log is written.
//!
//! A log of a session goes where it lay: the session's stamp, then its path in the session. Any
//! other keeps its name, and the `publisher.name` folder that tells who wrote it. Names that are
//! the same take as much of their folders as makes them unique, as labels do. Of a path nothing
//! counts but plain names, so that none leads out of the folder.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use crate::source::{is_stamp, session_by_layout, written_name};
use crate::store::SourceFacts;

/// What a stream is called that has no name.
const STREAM: &str = "stdin.log";

/// The path below the folder of each source, in their order: relative, of plain names only, each
/// unique also where names differ by case alone, and none of them a folder of another.
pub fn places<'a>(sources: impl IntoIterator<Item = &'a SourceFacts>) -> Vec<PathBuf> {
    let mut wishes: Vec<Wish> = sources.into_iter().map(Wish::of).collect();
    tell_apart(&mut wishes);
    let mut taken = Taken::default();
    wishes.iter().map(|wish| taken.take(wish.names())).collect()
}

/// Where a source would be written if it were alone.
struct Wish {
    /// The plain names of its path.
    parts: Vec<String>,
    /// How many of the last of them are taken.
    depth: usize,
}

impl Wish {
    fn of(source: &SourceFacts) -> Self {
        let path = written_name(Path::new(&source.path));
        let mut parts: Vec<String> = path.components().filter_map(plain).collect();
        if parts.is_empty() {
            parts.push(STREAM.to_owned());
        }
        let within = |from: usize| parts.len() - from.min(parts.len() - 1);
        let depth = match parts.iter().position(|part| is_stamp(part)) {
            Some(stamp) => within(stamp),
            None => match session_by_layout(&path) {
                Some(session) => within(session.components().filter_map(plain).count()),
                None => 1 + usize::from(source.folder.is_some()),
            },
        };
        Self { depth: depth.clamp(1, parts.len()), parts }
    }

    fn names(&self) -> &[String] {
        &self.parts[self.parts.len() - self.depth..]
    }
}

/// A component of a path as a name that stays in its folder; none of what is no name.
fn plain(component: Component<'_>) -> Option<String> {
    let Component::Normal(name) = component else { return None };
    let name = name.to_string_lossy();
    // What another system or an archive holds may be no name here.
    let odd = |letter: char| {
        letter.is_control()
            || "/\\".contains(letter)
            || (cfg!(windows) && "<>:\"|?*".contains(letter))
    };
    let name: String = name.chars().map(|letter| if odd(letter) { '_' } else { letter }).collect();
    let name = name.trim_end_matches(if cfg!(windows) { ['.', ' '].as_slice() } else { &[] });
    let named = !matches!(name, "" | "." | "..");
    named.then(|| name.to_owned())
}

/// What names have in common that are one on some systems.
fn folded(names: &[String]) -> String {
    names.join("/").to_lowercase()
}

/// Takes more of the folders of those that are alike, until they are not, or have no more.
fn tell_apart(wishes: &mut [Wish]) {
    loop {
        let mut alike: HashMap<String, HashSet<Vec<String>>> = HashMap::new();
        for wish in wishes.iter() {
            alike.entry(folded(wish.names())).or_default().insert(wish.parts.clone());
        }
        let mut deepened = false;
        for wish in wishes.iter_mut().filter(|wish| wish.depth < wish.parts.len()) {
            // Equal paths have nothing that tells them apart.
            if alike.get(&folded(wish.names())).is_some_and(|paths| paths.len() > 1) {
                wish.depth += 1;
                deepened = true;
            }
        }
        if !deepened {
            return;
        }
    }
}

/// The places that are taken.
#[derive(Default)]
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
    /// With which number to go on, by the name that was wished for.
    next: HashMap<String, u32>,
}

impl Taken {
    /// The place of these names; where one of them is taken, it gets a number.
    fn take(&mut self, wished: &[String]) -> PathBuf {
        let mut names = wished.to_vec();
        while let Some(at) = self.clash(&names) {
            let key = format!("{}/{}", folded(&names[..at]), wished[at].to_lowercase());
            let number = self.next.entry(key).or_insert(1);
            *number += 1;
            names[at] = numbered(&wished[at], *number);
        }
        self.files.insert(folded(&names));
        for end in 1..names.len() {
            self.folders.insert(folded(&names[..end]));
        }
        names.iter().collect()
    }

    /// Which of the names cannot be used: one that is a file and would be a folder, or the last
    /// where it is there already.
    fn clash(&self, names: &[String]) -> Option<usize> {
        let (here, last) = (folded(names), names.len().checked_sub(1)?);
        let folder = (0..last).find(|at| self.files.contains(&folded(&names[..=*at])));
        let taken = || self.files.contains(&here) || self.folders.contains(&here);
        folder.or_else(|| taken().then_some(last))
    }
}

/// `telemetry.log` → `telemetry-2.log`, which no rotation ever makes.
fn numbered(name: &str, number: u32) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}-{number}.{ending}"),
        _ => format!("{name}-{number}"),
    }
}
