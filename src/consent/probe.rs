//! The reading part: which papers decide about one user data folder, and whether they changed.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::allowed::Allowed;
use super::jsonc;
use super::judge::{Consent, Papers};
use super::machine::{Machine, editor_named, settings_file, side};
use super::paper::{Paper, Stamp, stamp};

/// The consent of the editor that keeps its data in `user_data` (the folder above `logs`), as
/// the files stand now. `product` is its id, as `code`; an unknown one has no `argv.json` and no
/// `product.json`.
pub fn of_user_data(user_data: &Path, product: &str, machine: &Machine) -> Consent {
    Consent::judge(&papers(user_data, product, machine))
}

fn papers(user_data: &Path, product: &str, machine: &Machine) -> Papers {
    let side = side(user_data, product);
    Papers {
        side,
        settings: Paper::read(&settings_file(user_data, side)),
        policy: machine.policy_file().map(Paper::read),
        argv: argv_file(user_data, product, machine).as_deref().map(Paper::read),
        product: product_json(product, machine),
        server: machine.server_config(side).as_deref().map(Paper::read),
    }
}

fn argv_file(user_data: &Path, product: &str, machine: &Machine) -> Option<PathBuf> {
    machine.data_folder(user_data, product).map(|folder| folder.join("argv.json"))
}

fn product_files(machine: &Machine) -> impl Iterator<Item = PathBuf> {
    machine.app_roots.iter().map(|root| root.join("product.json"))
}

/// The first `product.json` that is this product's.
fn product_json(product: &str, machine: &Machine) -> Option<Paper> {
    product_files(machine).map(|file| Paper::read(&file)).find(|paper| {
        let object = paper.bytes().map(|bytes| jsonc::read(bytes).object).unwrap_or_default();
        let name = object.get("nameShort").and_then(Value::as_str);
        name.and_then(editor_named) == Some(product)
    })
}

/// The consent of one editor, kept: it is judged again only when a file that decides has another
/// length or time. A look costs a few `stat` calls.
#[derive(Clone, Debug)]
pub struct Probe {
    user_data: PathBuf,
    product: String,
    machine: Machine,
    stamps: Vec<Stamp>,
    consent: Consent,
    /// All that is allowed, once somebody has asked, until a file changes.
    allowed: Option<Allowed>,
}

impl Probe {
    /// Judges for the first time.
    pub fn new(user_data: &Path, product: &str, machine: Machine) -> Self {
        // Before the reading: what is written in between is seen at the next look.
        let stamps = stamps(user_data, product, &machine);
        let consent = of_user_data(user_data, product, &machine);
        Self {
            user_data: user_data.to_owned(),
            product: product.to_owned(),
            machine,
            stamps,
            consent,
            allowed: None,
        }
    }

    /// The consent as of the last look.
    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    /// Looks again; whether the consent is another now.
    pub fn look(&mut self) -> bool {
        let stamps = stamps(&self.user_data, &self.product, &self.machine);
        if stamps == self.stamps {
            return false;
        }
        self.stamps = stamps;
        let consent = of_user_data(&self.user_data, &self.product, &self.machine);
        let changed = consent != self.consent;
        self.consent = consent;
        self.allowed = None;
        changed
    }

    /// All that is allowed as of the last look, and whose data that is about.
    pub(super) fn allowed(&mut self) -> (&Path, &Allowed) {
        let Self { user_data, product, machine, consent, allowed, .. } = self;
        let read = || Allowed::of_user_data(user_data, product, machine, consent.clone());
        (user_data, allowed.get_or_insert_with(read))
    }
}

fn stamps(user_data: &Path, product: &str, machine: &Machine) -> Vec<Stamp> {
    let side = side(user_data, product);
    let settings = settings_file(user_data, side);
    let server = machine.server_config(side);
    let policy = machine.policy_file().map(Path::to_owned);
    let fixed = [Some(settings), policy, server, argv_file(user_data, product, machine)];
    fixed.into_iter().flatten().chain(product_files(machine)).map(|file| stamp(&file)).collect()
}
