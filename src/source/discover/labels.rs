//! Short names for sources: the file's name, with as much of its folder as makes it unique.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One label a path, in order: `telemetry.log`, `exthost1/remoteExtHostTelemetry.log`. Equal
/// paths have equal labels.
pub fn labels(paths: &[PathBuf]) -> Vec<String> {
    let mut depths = vec![1; paths.len()];
    loop {
        let labels: Vec<String> =
            paths.iter().zip(&depths).map(|(path, depth)| label(path, *depth)).collect();
        let mut owners: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, label) in labels.iter().enumerate() {
            owners.entry(label).or_default().push(at);
        }
        let mut grown = false;
        for sharing in owners.values().filter(|sharing| differ(sharing, paths)) {
            for at in sharing {
                let depth = &mut depths[*at];
                if *depth < paths[*at].components().count() {
                    *depth += 1;
                    grown = true;
                }
            }
        }
        if !grown {
            return labels;
        }
    }
}

fn differ(sharing: &[usize], paths: &[PathBuf]) -> bool {
    sharing.windows(2).any(|pair| paths[pair[0]] != paths[pair[1]])
}

/// The last `depth` components, joined by `/` on every system.
fn label(path: &Path, depth: usize) -> String {
    let mut names: Vec<_> = path
        .components()
        .rev()
        .take(depth)
        .map(|component| component.as_os_str().to_string_lossy())
        .collect();
    names.reverse();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels_of(paths: &[&str]) -> Vec<String> {
        labels(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_that_is_unique_stands_alone() {
        assert_eq!(
            labels_of(&["/l/s/telemetry.log", "/l/s/e/ext.log"]),
            ["telemetry.log", "ext.log"]
        );
    }

    #[test]
    fn as_much_of_the_folder_is_added_as_tells_them_apart() {
        let paths = ["/l/s/exthost1/a/x.log", "/l/s/exthost2/a/x.log", "/l/s/exthost2/b/x.log"];
        assert_eq!(labels_of(&paths), ["exthost1/a/x.log", "exthost2/a/x.log", "b/x.log"]);
        assert_eq!(labels_of(&["x.log", "a/x.log"]), ["x.log", "a/x.log"]);
    }

    #[test]
    fn equal_paths_share_a_label_and_nothing_loops() {
        assert_eq!(labels_of(&["/a/x.log", "/a/x.log"]), ["x.log", "x.log"]);
        assert_eq!(
            labels_of(&["/a/x.log", "/a/x.log", "/b/x.log"]),
            ["a/x.log", "a/x.log", "b/x.log"]
        );
        assert!(labels(&[]).is_empty());
    }
}
