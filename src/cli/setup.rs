//! From arguments to what the rooms below need: catalog, zone, rules, filter.

use std::path::PathBuf;
use std::sync::Arc;

use crate::audit::{Auditor, Baseline, Context as AuditContext, Policy};
use crate::catalog::{self, Catalog, Gravity, Loaded, PlaceKind, Request};
use crate::classify::Rules;
use crate::config::environment::Environment;
use crate::config::nearest::{did_you_mean, nearest};
use crate::config::own::rule_files;
use crate::config::settings::{Key, Settings};
use crate::consent::Machine;
use crate::event::{Format, Instant, Zone};
use crate::pipeline::Ingest;
use crate::privacy::{Identity, Scanner};
use crate::query::{Context, Predicate, QueryError, parse_time};
use crate::session::{self, OwnRules};
use crate::source::{PRODUCTS, product_named};

use super::args::{Colour, Common};
use super::failure::{Failure, say};
use super::memory;
use super::policy::PolicyFile;
use super::remembered::Remembered;
use super::saved::Saved;
use super::settled::{chosen, settled};

/// What every subcommand that reads events starts from.
pub(super) struct Setup {
    pub(super) environment: Environment,
    pub(super) zone: Zone,
    pub(super) context: Context,
    pub(super) rules: Rules,
    format: Option<Format>,
    /// Bytes that what is read may take.
    memory: usize,
    pub(super) settings: Settings,
    pub(super) colour: Colour,
    /// The policy by which events are judged.
    pub(super) policy: PolicyFile,
    /// Who judges events.
    pub(super) auditor: Arc<Auditor>,
    /// Whose machine this is, or the log's.
    pub(super) identity: Identity,
    /// Names of this machine that it looks for.
    pub(super) looked_for: Vec<String>,
    /// What the saved sessions that are opened say themselves.
    pub(super) saved: Option<Saved>,
    /// The person's own rules that are in use: path and text.
    own_rules: Vec<(String, String)>,
    /// Whether what logs are compared by is counted, too.
    pub(super) sums: bool,
    /// Whether what is odd about catalogs was said already.
    told: bool,
}

impl Setup {
    pub(super) fn new(common: &Common) -> Result<Self, Failure> {
        Self::with(common, None, false)
    }

    /// For reading these paths: what is saved is judged by what it says itself.
    pub(super) fn of(common: &Common, paths: &[PathBuf]) -> Result<Self, Failure> {
        Self::with(common, Saved::of(paths), false)
    }

    /// The same while there is a screen: says nothing beside it.
    pub(super) fn silently(common: &Common, paths: &[PathBuf]) -> Result<Self, Failure> {
        Self::with(common, Saved::of(paths), true)
    }

    fn with(common: &Common, saved: Option<Saved>, told: bool) -> Result<Self, Failure> {
        let environment = Environment::of_this_machine();
        let settings = settled(&environment, common)?;
        let zone = chosen(&settings, Key::Tz, Zone::given)?.unwrap_or_else(Zone::assumed);
        check_product(common)?;
        let format = format_in(common)?;
        let memory = memory::limit(&settings)?;
        let alone = saved.as_ref().filter(|saved| !saved.mixed);
        let (files, unread) = match alone {
            Some(saved) => (saved.rules.clone(), Vec::new()),
            None => rule_files(&environment),
        };
        let (rules, unusable) = Rules::with_own(&files).map_err(Failure::usage)?;
        // What was found by itself and is broken ends nothing.
        let problems = unread.into_iter().chain(unusable.iter().map(ToString::to_string));
        let problems: Vec<String> = problems.collect();
        for problem in problems.iter().filter(|_| !told) {
            say(problem);
        }
        if !problems.is_empty() && !told {
            say("these rules of your own are not used; all others are");
        }
        let context = Context {
            now: Instant(jiff::Timestamp::now().as_millisecond()),
            zone: zone.clone(),
            destinations: rules.destinations().names().to_vec(),
        };
        let colour = settings.color().into();
        let policy = match alone {
            Some(saved) => PolicyFile::saved(saved.policy.as_deref(), &context),
            None => PolicyFile::settled(&settings, &environment, &context),
        };
        let (context_of_audit, identity) = audit_context(&environment, policy.policy.clone());
        let looked_for = looked_for(&identity);
        let auditor = Arc::new(Auditor::new(context_of_audit));
        Ok(Self {
            environment,
            zone,
            context,
            rules,
            format,
            memory,
            settings,
            colour,
            auditor,
            identity,
            policy,
            looked_for,
            saved,
            own_rules: files,
            sums: false,
            told,
        })
    }

    /// From here on events are judged by this policy, or else by that of the settings, and against
    /// this baseline.
    pub(super) fn judge_by(&mut self, policy: Option<PolicyFile>, baseline: Option<Baseline>) {
        if let Some(policy) = policy {
            self.policy = policy;
        }
        let (mut context, identity) = audit_context(&self.environment, self.policy.policy.clone());
        context.sums = self.sums || baseline.is_some();
        context.baseline = baseline;
        self.auditor = Arc::new(Auditor::new(context));
        self.looked_for = looked_for(&identity);
        self.identity = identity;
    }

    /// The same, for whoever opens something else later and has the screen then.
    pub(super) fn told(self) -> Self {
        Self { told: true, ..self }
    }

    /// What is odd about catalogs was said, and is not said again.
    pub(super) fn hush(&mut self) {
        self.told = true;
    }

    /// The filter of the arguments, compiled: `--filter`, `--since` and `--until` together.
    pub(super) fn predicate(&self, common: &Common) -> Result<Predicate, Failure> {
        let text = self.typed(common)?;
        // What is wrong is shown in the text that was typed.
        let typed = self.read(&text)?;
        let bounds = self.bounds(common)?;
        if bounds.is_empty() { Ok(typed) } else { self.read(&self.filter_text(common)?) }
    }

    /// The text of `--filter`, or of the filter that it names.
    pub(super) fn typed(&self, common: &Common) -> Result<String, Failure> {
        let text = common.which.filter.as_deref().unwrap_or_default();
        let Some(name) = text.trim().strip_prefix('@') else { return Ok(text.to_owned()) };
        let mut known = self.settings.own_filters();
        // What was saved on the screen has a name, too.
        known.extend(Remembered::load(&self.environment, &self.settings).state.filters);
        known.get(name).cloned().ok_or_else(|| {
            let near = nearest(name, known.keys().map(String::as_str));
            Failure::Usage(format!(
                "--filter: there is no filter '{name}'{}; give it one under [filters] of the \
                 settings, or write \"@{name}\" in quotes to search for that text",
                did_you_mean(near)
            ))
        })
    }

    /// The same as text: what the filter line of the screen begins with.
    pub(super) fn filter_text(&self, common: &Common) -> Result<String, Failure> {
        let text = self.typed(common)?;
        let text = text.trim();
        let mut parts = self.bounds(common)?;
        match text {
            "" => {}
            text if parts.is_empty() => parts.push(text.to_owned()),
            text => parts.insert(0, format!("({text})")),
        }
        Ok(parts.join(" "))
    }

    /// Reads one filter.
    pub(super) fn read(&self, text: &str) -> Result<Predicate, Failure> {
        // The carets line up only where both lines begin alike.
        let wrong = |error: QueryError| {
            Failure::Usage(format!("the filter cannot be read\n{}", error.caret(text)))
        };
        Predicate::read(text, &self.context).map_err(wrong)
    }

    /// `--since` and `--until` as terms of the filter language.
    fn bounds(&self, common: &Common) -> Result<Vec<String>, Failure> {
        let bound = |option: &str, op: &str, text: &Option<String>| {
            text.as_deref().map(|text| {
                let time = parse_time(text, &self.context)
                    .map_err(|error| Failure::Usage(format!("{option} '{text}': {error}")))?;
                Ok(format!("time{op}\"{}\"", time.0))
            })
        };
        let since = bound("--since", ">=", &common.which.since);
        since.into_iter().chain(bound("--until", "<", &common.which.until)).collect()
    }

    /// An ingest with what was declared.
    pub(super) fn ingest(&self, common: &Common) -> Result<Ingest, Failure> {
        let loaded = self.catalog(common)?;
        if !self.told {
            tell_of(&loaded);
        }
        let mut ingest = self.ingest_with(loaded.catalog);
        if let Some(format) = self.format {
            ingest.read_as(format);
        }
        Ok(ingest)
    }

    /// What was declared: named catalogs, which must be readable, and those found by themselves,
    /// which may be broken.
    pub(super) fn catalog(&self, common: &Common) -> Result<Loaded, Failure> {
        let places = catalog::places(&self.environment, &common.extensions.extensions_dir);
        let mut found = match &self.saved {
            Some(saved) if !saved.mixed => {
                Loaded { catalog: saved.catalog.clone(), ..Loaded::default() }
            }
            _ => Catalog::found(&places),
        };
        if let Some(saved) = self.saved.as_ref().filter(|it| it.mixed) {
            found.conflicts.extend(found.catalog.join(saved.catalog.clone()));
        }
        let mut named = Loaded::default();
        let of_settings = match &self.saved {
            Some(saved) if !saved.mixed => Vec::new(),
            _ => self.settings.catalogs(&self.environment.home),
        };
        for argument in of_settings {
            match Request::parse(&argument).load() {
                Ok(loaded) => named.join(loaded),
                // Only what was typed must be there.
                Err(_) if self.told => {}
                Err(error) => {
                    say(&format!(
                        "{}: {error}; it is not used",
                        self.settings.origin(Key::Catalog)
                    ));
                }
            }
        }
        for argument in &common.catalogs.catalog {
            named.join(Request::parse(argument).load().map_err(Failure::usage)?);
        }
        found.merge(named);
        Ok(found)
    }

    /// By what events are judged, as it is saved with them.
    pub(super) fn judged_by(&self) -> session::Saved {
        let rules = self
            .own_rules
            .iter()
            .map(|(file, text)| OwnRules { file: file.clone(), text: text.clone() });
        session::Saved {
            rules: rules.collect(),
            policy: self.policy.text.clone(),
            ..session::Saved::default()
        }
    }

    /// What decides about consent on this machine.
    pub(super) fn machine(&self, common: &Common) -> Machine {
        let mut machine = Machine::new(self.environment.clone());
        for place in catalog::places(&self.environment, &common.extensions.extensions_dir) {
            if place.kind == PlaceKind::AppRoot {
                machine.app_roots.push(place.path);
            }
        }
        machine.extensions.clone_from(&common.extensions.extensions_dir);
        machine
    }

    /// An ingest with this catalog.
    pub(super) fn ingest_with(&self, catalog: Catalog) -> Ingest {
        let mut ingest = Ingest::new(self.rules.clone(), Arc::new(catalog), self.zone.clone());
        ingest.limit_memory(self.memory);
        ingest.judged_by(&self.auditor);
        ingest
    }
}

/// What events are judged by, and whose machine it is.
fn audit_context(environment: &Environment, policy: Policy) -> (AuditContext, Identity) {
    let here = std::env::current_dir().unwrap_or_default();
    let mut identity = Identity::of_this_machine(environment, &here);
    // A log may be of another machine.
    let told = policy.machine.clone();
    identity.user = told.user.or(identity.user);
    identity.home = told.home.or(identity.home);
    identity.host = told.host.or(identity.host);
    identity.remotes = told.remotes.unwrap_or(identity.remotes);
    let identity = identity.without_commonplaces();
    (AuditContext::new(policy, Scanner::new(identity.clone())), identity)
}

/// Which names an identity has, without telling them.
fn looked_for(identity: &Identity) -> Vec<String> {
    let names = [
        ("user name", &identity.user),
        ("home folder", &identity.home),
        ("host name", &identity.host),
    ];
    let names = names.iter().filter(|(_, name)| name.is_some());
    let mut names: Vec<String> = names.map(|(what, _)| (*what).to_owned()).collect();
    match identity.remotes.len() {
        0 => {}
        1 => names.push("git remote".to_owned()),
        many => names.push(format!("{many} git remotes")),
    }
    names
}

/// Says what is odd about the catalogs.
fn tell_of(loaded: &Loaded) {
    loaded.warnings.iter().for_each(|warning| say(warning));
    tell_of_plans(loaded);
    match loaded.conflicts.as_slice() {
        [] => {}
        [only] => say(&only.to_string()),
        [first, rest @ ..] => say(&format!(
            "{first}\nand {} more pairs of files disagree: see `telltail catalog check`",
            rest.len()
        )),
    }
}

/// Says of each plan in prose how much of it is not used; `catalog check` says what.
pub(super) fn tell_of_plans(loaded: &Loaded) {
    for plan in &loaded.plans {
        let warnings = plan.unmapped.iter().filter(|it| it.gravity == Gravity::Warning);
        let mut warnings = warnings.map(|it| it.text.as_str());
        match (warnings.next(), warnings.count()) {
            (None, _) => {}
            (Some(only), 0) => say(only),
            (Some(first), more) => {
                let check = "see `telltail catalog check`";
                say(&format!("{first}\nand {more} more that could not be mapped: {check}"));
            }
        }
    }
}

/// The format that `--format-in` names.
fn format_in(common: &Common) -> Result<Option<Format>, Failure> {
    let wrong = |error| Failure::Usage(format!("--format-in: {error}"));
    common.logs.format_in.as_deref().map(str::parse).transpose().map_err(wrong)
}

/// Whether `--product` names an editor that is known.
fn check_product(common: &Common) -> Result<(), Failure> {
    let Some(name) = &common.editors.product else { return Ok(()) };
    if product_named(name).is_some() {
        return Ok(());
    }
    let known: Vec<_> = PRODUCTS.iter().map(|product| product.id).collect();
    Err(Failure::Usage(format!(
        "--product '{name}' is no editor that is known: use one of\n{}",
        known.join(", ")
    )))
}
