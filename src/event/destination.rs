//! Where an event goes: an open set of words, held in columns as one byte.

/// A destination: an index into [`Destinations`]. The well-known ones have constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Destination(pub u8);

impl Destination {
    /// Nothing tells where it goes.
    pub const UNKNOWN: Self = Self(0);
    /// Microsoft's collector.
    pub const MICROSOFT: Self = Self(1);
    /// Microsoft's collector, for its own staff only.
    pub const MICROSOFT_INTERNAL: Self = Self(2);
    /// GitHub's standard telemetry.
    pub const GITHUB: Self = Self(3);
    /// GitHub's enhanced telemetry, which may hold prompts and code.
    pub const GITHUB_ENHANCED: Self = Self(4);
    /// A PostHog project.
    pub const POSTHOG: Self = Self(5);
    /// An Application Insights resource of the extension's owner.
    pub const APP_INSIGHTS: Self = Self(6);
    /// The product logs it and sends nothing (`VSCodium`, Code - OSS).
    pub const NOT_SENT: Self = Self(7);
}

/// The names of the well-known destinations, by index.
const WELL_KNOWN: [&str; 8] = [
    "unknown",
    "microsoft",
    "microsoft-internal",
    "github",
    "github-enhanced",
    "posthog",
    "app-insights",
    "not-sent",
];

/// The set of destinations in use: the well-known ones, then those that rules name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destinations {
    names: Vec<String>,
}

impl Default for Destinations {
    fn default() -> Self {
        Self { names: WELL_KNOWN.iter().map(ToString::to_string).collect() }
    }
}

impl Destinations {
    /// The destination called `name`, added if it is new. `None` when 256 are in use.
    pub fn intern(&mut self, name: &str) -> Option<Destination> {
        if let Some(known) = self.get(name) {
            return Some(known);
        }
        let id = u8::try_from(self.names.len()).ok()?;
        self.names.push(name.to_owned());
        Some(Destination(id))
    }

    /// The destination called `name`, if it is in use.
    pub fn get(&self, name: &str) -> Option<Destination> {
        self.names.iter().position(|known| known == name).map(|index| Destination(index as u8))
    }

    /// The name of `destination`; `unknown` for an index that is not in use.
    pub fn name(&self, destination: Destination) -> &str {
        self.names.get(usize::from(destination.0)).map_or("unknown", String::as_str)
    }

    /// Every name, by index.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
