//! Two hundred event names, used as often as Zipf's law says: the one of rank k is used 1/k
//! times as often as the first.

use super::random::Random;

/// How many names there are.
pub(crate) const NAMES: usize = 200;

/// The rank whose share is one event in a hundred: 1 / (17 · (1 + 1/2 + … + 1/200)) = 1.0007 %.
pub(crate) const HUNDREDTH: usize = 17;

/// What the core's areas are called; with a deed each is a name in the way of the editor's own.
const AREAS: [&str; 20] = [
    "editor",
    "quickInput",
    "search",
    "terminal",
    "settingsEditor",
    "explorer",
    "scm",
    "debug",
    "extensionGallery",
    "notebook",
    "workspace",
    "window",
    "keybindings",
    "taskService",
    "startup",
    "comments",
    "timeline",
    "testing",
    "inlineCompletion",
    "remote",
];

const DEEDS: [&str; 10] = [
    "Opened",
    "Closed",
    ".activated",
    "ActionExecuted",
    "/resolve",
    ".perf",
    "Changed",
    ":install",
    "ReadComplete",
    "Shown",
];

/// Names that the ranks of this list get, counted from 1, in the place of an area's deed.
const GIVEN: [(usize, &str); 20] = [
    (1, "telemetry/workbenchActionExecuted"),
    (2, "telemetry/editorOpened"),
    (3, "acme.audit-demo/tree.visible"),
    (5, "telemetry/fileGet"),
    (7, "telemetry/tasClientReadTreatmentComplete"),
    (9, "vscode.git/clone"),
    (11, "telemetry/activatePlugin"),
    (13, "telemetry/UnhandledError"),
    (HUNDREDTH, "telemetry/startupTimeVaried"),
    (19, "orchard.pears/language.completion"),
    (23, "acme.audit-demo/activationFailed"),
    (29, "telemetry/extensionHostStartup"),
    (37, "orchard.pears/server.started"),
    (50, "telemetry/ipc.error"),
    (64, "vscode.typescript-language-features/tsserver.versionInfo"),
    (81, "acme.audit-demo/noData"),
    (100, "telemetry/extensionHostCrash"),
    (128, "telemetry/rendererProcessCrash"),
    (160, "orchard.pears/cache.miss"),
    (200, "telemetry/shutdown"),
];

/// The names by rank, and how often each comes.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    ranked: Vec<String>,
    /// Up to which of 2^32 numbers each rank goes.
    ends: [u64; NAMES],
    /// For the upper eight bits of a number, the first rank that may be its own.
    starts: [u8; 256],
}

impl Names {
    pub(crate) fn new() -> Self {
        let ranked = (1..=NAMES).map(name_of).collect();
        // Whole numbers, so that no machine rounds otherwise.
        let weights: Vec<u64> = (1..=NAMES as u64).map(|rank| (1 << 40) / rank).collect();
        let all: u64 = weights.iter().sum();
        let (mut ends, mut sum) = ([0; NAMES], 0_u64);
        for (end, weight) in ends.iter_mut().zip(&weights) {
            sum += weight;
            *end = ((u128::from(sum) << 32) / u128::from(all)) as u64;
        }
        let first = |top: usize| ends.partition_point(|end| *end <= (top as u64) << 24);
        let starts = std::array::from_fn(|top| first(top) as u8);
        Self { ranked, ends, starts }
    }

    /// The rank of the next event, counted from 0.
    pub(crate) fn draw(&self, random: &mut Random) -> usize {
        let number = random.next() >> 32;
        let mut rank = usize::from(self.starts[(number >> 24) as usize]);
        while self.ends[rank] <= number {
            rank += 1;
        }
        rank
    }

    /// The name of a rank counted from 0.
    pub(crate) fn name(&self, rank: usize) -> &str {
        &self.ranked[rank]
    }
}

fn name_of(rank: usize) -> String {
    let given = GIVEN.iter().find(|(of, _)| *of == rank);
    given.map_or_else(
        || format!("telemetry/{}{}", AREAS[rank % 20], DEEDS[rank / 20 % 10]),
        |(_, name)| (*name).to_owned(),
    )
}
