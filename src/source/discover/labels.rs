//! Short names for sources: the file's name, with as much of its folder as makes it unique.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Labels of paths that are added one by one: `telemetry.log`,
/// `exthost1/remoteExtHostTelemetry.log`. Adding one costs about as much as its label is long,
/// however many there are.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Each different path, in the order of adding.
    paths: Vec<Labelled>,
    known: HashMap<PathBuf, usize>,
    /// Who has a label, or would have it if it were alone.
    held: HashMap<String, Held>,
    added: usize,
}

#[derive(Clone, Debug)]
struct Labelled {
    path: PathBuf,
    /// How many of its last components are its label.
    depth: usize,
    /// The numbers under which it was added.
    numbers: Vec<usize>,
}

impl Labelled {
    fn label(&self) -> String {
        label(&self.path, self.depth)
    }

    /// Takes one more component; false when there is none.
    fn deepen(&mut self) -> bool {
        let more = self.depth < self.path.components().count();
        self.depth += usize::from(more);
        more
    }
}

#[derive(Clone, Copy, Debug)]
enum Held {
    One(usize),
    Many,
}

impl Labels {
    /// Adds a path; the labels that are new or have changed, with the numbers of their paths in
    /// the order of adding. Equal paths have equal labels.
    pub fn add(&mut self, path: &Path) -> Vec<(usize, String)> {
        let number = self.added;
        self.added += 1;
        if let Some(labelled) = self.known.get(path).and_then(|at| self.paths.get_mut(*at)) {
            labelled.numbers.push(number);
            return vec![(number, labelled.label())];
        }
        let at = self.paths.len();
        self.known.insert(path.to_owned(), at);
        self.paths.push(Labelled { path: path.to_owned(), depth: 1, numbers: vec![number] });
        let mut changed = Vec::new();
        let mut unsettled = vec![at];
        while let Some(at) = unsettled.pop() {
            unsettled.extend(self.settle(at));
            changed.push(at);
        }
        let labelled = changed.into_iter().filter_map(|at| self.paths.get(at));
        labelled.flat_map(|it| it.numbers.iter().map(|number| (*number, it.label()))).collect()
    }

    /// Deepens a path until its label is its own; those that had one of them until now.
    fn settle(&mut self, at: usize) -> Vec<usize> {
        let mut ousted = Vec::new();
        while let Some(labelled) = self.paths.get_mut(at) {
            let label = labelled.label();
            match self.held.get(&label).copied() {
                None => {
                    self.held.insert(label, Held::One(at));
                    break;
                }
                Some(Held::One(other)) if other == at => break,
                Some(held) => {
                    let deepened = labelled.deepen();
                    if let Held::One(other) = held {
                        self.held.insert(label, Held::Many);
                        if self.paths.get_mut(other).is_some_and(Labelled::deepen) {
                            ousted.push(other);
                        }
                    }
                    if !deepened {
                        break;
                    }
                }
            }
        }
        ousted
    }
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
    use proptest::prelude::*;

    use super::*;

    fn labels_of(paths: &[&str]) -> Vec<String> {
        let mut labels = Labels::default();
        let mut told = vec![String::new(); paths.len()];
        for path in paths {
            for (number, label) in labels.add(Path::new(path)) {
                told[number] = label;
            }
        }
        told
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
        assert!(labels_of(&[]).is_empty());
    }

    #[test]
    fn only_what_changes_is_told() {
        let mut labels = Labels::default();
        for at in 0..2000 {
            let told = labels.add(&PathBuf::from(format!("/logs/{at}/telemetry.log")));
            assert!(told.len() <= 2, "{told:?}");
        }
    }

    proptest! {
        #[test]
        fn a_label_is_as_long_as_tells_it_from_every_other(
            paths in proptest::collection::vec("(a|b)(/(a|b)){0,4}", 0..12),
        ) {
            let texts: Vec<&str> = paths.iter().map(String::as_str).collect();
            for (path, label) in texts.iter().zip(labels_of(&texts)) {
                let parts: Vec<&str> = path.split('/').collect();
                let shared = |other: &&str| {
                    let same = |(one, other): &(&&str, &str)| one == &other;
                    parts.iter().rev().zip(other.rsplit('/')).take_while(same).count()
                };
                let others = texts.iter().filter(|other| *other != path);
                let depth = 1 + others.map(shared).max().unwrap_or(0);
                let depth = depth.min(parts.len());
                prop_assert_eq!(label, parts[parts.len() - depth..].join("/"));
            }
        }
    }
}
