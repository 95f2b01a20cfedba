//! Brings the layers of keys together: the action table's own, a keymap's, a person's.
//!
//! For each context every action claims its keys, a person's first, what is said of one context
//! before what is said of all. A key goes to whoever claims it first; what others lose is said.

use std::collections::HashMap;

use crate::config::keymap::{Chord, Key, KeyChange, KeyChanges, ParseChordError};
use crate::config::nearest::nearest;
use crate::event::is_hostile;

use super::super::actions::{ACTIONS, Action, ActionRow, Context};
use super::KeyComplaint;

/// How a context is called in a keymap.
pub(super) fn context_name(context: Context) -> String {
    context.place().replace(' ', "-")
}

/// The keys of an action in a context.
pub(super) type Bound = (Context, Action, Vec<Chord>);

/// Who says it, in the order in which claims are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    OwnHere,
    OwnEverywhere,
    Keymap,
    Table,
}

impl Layer {
    const fn is_own(self) -> bool {
        matches!(self, Self::OwnHere | Self::OwnEverywhere)
    }
}

/// The keys that an action claims in a context.
#[derive(Clone, Debug)]
struct Claim {
    row: &'static ActionRow,
    context: Context,
    layer: Layer,
    /// The place among the claims of the layer.
    order: usize,
    chords: Vec<Chord>,
    /// Whether it is meant that there are none.
    none_meant: bool,
}

/// The key that ends the program whatever the keys are: there must be a way out. Where something
/// is typed or chosen it may leave only that.
const WAY_OUT: Chord = Chord { key: Key::Char('c'), ctrl: true, alt: false, shift: false };

/// The keys of every action in every context where it works, in the order of the table; and what
/// could not be done as it was meant.
pub(super) fn build(keymap: &KeyChanges, own: &KeyChanges) -> (Vec<Bound>, Vec<KeyComplaint>) {
    let mut claims = of_table();
    let mut complaints = Vec::new();
    for (changes, is_own) in [(keymap, false), (own, true)] {
        for (order, change) in changes.iter().enumerate() {
            claim(&mut claims, change, (is_own, order), &mut complaints);
        }
    }
    settle(&mut claims, &mut complaints);
    keep_way_out(&mut claims);
    say_keyless(&claims, &mut complaints);
    let bound = claims.into_iter().map(|it| (it.context, it.row.action, it.chords)).collect();
    (bound, complaints)
}

fn of_table() -> Vec<Claim> {
    let mut claims = Vec::new();
    for row in ACTIONS {
        // That every key of the table can be read is tested.
        let chords: Vec<Chord> = row.keys.iter().filter_map(|key| key.parse().ok()).collect();
        claims.extend(row.contexts.iter().map(|context| Claim {
            row,
            context: *context,
            layer: Layer::Table,
            order: 0,
            chords: chords.clone(),
            none_meant: false,
        }));
    }
    claims
}

/// Changes the claims of an action.
fn claim(
    claims: &mut [Claim],
    change: &KeyChange,
    (is_own, order): (bool, usize),
    complaints: &mut Vec<KeyComplaint>,
) {
    let Some((row, context)) = meant(change, complaints) else { return };
    let layer = match (is_own, context) {
        (true, Some(_)) => Layer::OwnHere,
        (true, None) => Layer::OwnEverywhere,
        (false, _) => Layer::Keymap,
    };
    let chords = chords(row, &change.keys, complaints);
    if chords.is_empty() && !change.keys.is_empty() {
        // Not one of them is a key: the action keeps those it had.
        return;
    }
    let mut refused: Vec<(Chord, Vec<Context>)> = Vec::new();
    for claim in claims.iter_mut().filter(|it| it.row.action == row.action) {
        if context.is_some_and(|context| context != claim.context) {
            continue;
        }
        let (typed, kept): (Vec<Chord>, Vec<Chord>) =
            chords.iter().partition(|it| claim.context.is_typed_into() && it.is_typing());
        for chord in typed {
            match refused.iter_mut().find(|(it, _)| *it == chord) {
                Some((_, contexts)) => contexts.push(claim.context),
                None => refused.push((chord, vec![claim.context])),
            }
        }
        // Where all of them are text, the action keeps the keys it had.
        if !kept.is_empty() || chords.is_empty() {
            (claim.layer, claim.order, claim.chords) = (layer, order, kept);
            claim.none_meant = change.keys.is_empty();
        }
    }
    complaints.extend(refused.into_iter().map(|(chord, contexts)| KeyComplaint::Typed {
        chord,
        action: row.name,
        contexts,
    }));
}

/// The action and the context that a change means.
fn meant(
    change: &KeyChange,
    complaints: &mut Vec<KeyComplaint>,
) -> Option<(&'static ActionRow, Option<Context>)> {
    let Some(row) = ACTIONS.iter().find(|row| row.name == change.action) else {
        let name = change.action.clone();
        let nearest = nearest(&name, ACTIONS.iter().map(|row| row.name)).map(str::to_owned);
        complaints.push(KeyComplaint::UnknownAction { name, nearest });
        return None;
    };
    let Some(name) = &change.context else { return Some((row, None)) };
    let Some(context) = Context::named().find(|it| context_name(*it) == *name) else {
        let known: Vec<String> = Context::named().map(context_name).collect();
        let nearest = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        let complaint = KeyComplaint::UnknownContext { name: name.clone(), nearest };
        if !complaints.contains(&complaint) {
            complaints.push(complaint);
        }
        return None;
    };
    if !row.contexts.contains(&context) {
        let (action, works) = (row.name, row.contexts);
        complaints.push(KeyComplaint::NotThere { action, context, works });
        return None;
    }
    Some((row, Some(context)))
}

fn chords(row: &ActionRow, texts: &[String], complaints: &mut Vec<KeyComplaint>) -> Vec<Chord> {
    let mut chords = Vec::new();
    for text in texts {
        match text.parse() {
            // No keyboard sends it, and a terminal would obey it where keys are listed.
            Ok(Chord { key: Key::Char(c), .. }) if is_hostile(c) => {
                let error = ParseChordError(text.clone());
                complaints.push(KeyComplaint::NoKey { action: row.name, error });
            }
            Ok(chord) if chords.contains(&chord) => {}
            Ok(WAY_OUT) if !leaves(row.action) => {
                complaints.push(KeyComplaint::WayOut { action: row.name });
            }
            Ok(chord) => chords.push(chord),
            Err(error) => complaints.push(KeyComplaint::NoKey { action: row.name, error }),
        }
    }
    chords
}

/// Whether an action may have the [`WAY_OUT`].
const fn leaves(action: Action) -> bool {
    matches!(action, Action::QuitNow | Action::RestoreLine | Action::LeaveChoices)
}

/// Gives the [`WAY_OUT`] back where nobody has it.
fn keep_way_out(claims: &mut [Claim]) {
    for context in Context::ALL {
        let mut here = claims.iter_mut().filter(|it| it.context == context);
        if here.all(|it| !it.chords.contains(&WAY_OUT)) {
            let here = claims.iter_mut().filter(|it| it.context == context);
            for claim in here.filter(|it| it.row.action == Action::QuitNow) {
                claim.chords.push(WAY_OUT);
            }
        }
    }
}

/// A key that two actions claim, with the winner and the loser.
type Clash = (Chord, (&'static str, &'static str), bool);

/// Gives every key to whoever claims it first, and takes it from the others.
fn settle(claims: &mut [Claim], complaints: &mut Vec<KeyComplaint>) {
    let mut heard: Vec<usize> = (0..claims.len()).collect();
    heard.sort_by_key(|at| (claims[*at].layer, claims[*at].order, *at));
    let mut taken: HashMap<(Context, Chord), (&'static str, Layer)> = HashMap::new();
    let mut clashes: Vec<(Clash, Vec<Context>)> = Vec::new();
    for at in heard {
        let Claim { row, context, layer, chords, .. } = &mut claims[at];
        chords.retain(|chord| {
            let Some((winner, by)) = taken.get(&(*context, *chord)) else {
                taken.insert((*context, *chord), (row.name, *layer));
                return true;
            };
            let clash = (*chord, (*winner, row.name), by.is_own() && layer.is_own());
            match clashes.iter_mut().find(|(known, _)| *known == clash) {
                Some((_, contexts)) => contexts.push(*context),
                None => clashes.push((clash, vec![*context])),
            }
            false
        });
    }
    complaints.extend(clashes.into_iter().map(|((chord, (winner, loser), twice), contexts)| {
        if twice {
            KeyComplaint::Twice { chord, winner, loser, contexts }
        } else {
            KeyComplaint::Taken { chord, winner, loser, contexts }
        }
    }));
}

/// Says which actions have lost their last key. Who gives an action an empty list knows.
fn say_keyless(claims: &[Claim], complaints: &mut Vec<KeyComplaint>) {
    for row in ACTIONS {
        let mut of_row = claims.iter().filter(|it| it.row.action == row.action);
        if row.action != Action::ShowPalette
            && of_row.all(|it| it.chords.is_empty() && !it.none_meant)
        {
            complaints.push(KeyComplaint::Keyless { action: row.name });
        }
    }
    let of_palette = |it: &&Claim| it.row.action == Action::ShowPalette;
    if claims.iter().filter(of_palette).all(|it| it.chords.is_empty()) {
        complaints.push(KeyComplaint::NoPalette);
    }
}

#[cfg(test)]
mod tests;
