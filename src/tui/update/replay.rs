//! A replay: what its keys and commands ask of the player, and where that stands.
//!
//! Whoever steps or goes somewhere looks at what is there then: at the newest event that is
//! played.

use crate::event::{EventId, Instant};
use crate::pipeline::replay::{Head, Play, PlayState, Speed, Stride, Target, Way};
use crate::query::{self, Edge, parse_time};

use super::super::actions::Action;
use super::super::message::Effect;
use super::super::model::Model;
use super::command::{FORMS, show_list};
use super::{Done, list};

pub(super) fn act(model: &mut Model, action: Action) -> Done {
    let step = |stride, way| Play::Step(stride, way);
    let play = match action {
        Action::PlayPause => Play::Toggle,
        Action::StepOn => step(Stride::Event, Way::Forward),
        Action::StepBack => step(Stride::Event, Way::Backward),
        Action::SecondOn => step(Stride::Second, Way::Forward),
        Action::SecondBack => step(Stride::Second, Way::Backward),
        Action::FindingOn => step(Stride::Finding, Way::Forward),
        Action::FindingBack => step(Stride::Finding, Way::Backward),
        Action::Slower => Play::Slower,
        Action::Faster => Play::Faster,
        _ => return None,
    };
    let anew =
        play == Play::Toggle && model.replay.head.is_some_and(|it| it.state == PlayState::Ended);
    if anew || matches!(play, Play::Step(..)) {
        list::follow(model);
    }
    Some(vec![Effect::Play(play)])
}

/// The player stands somewhere.
pub(super) fn stand(model: &mut Model, head: Head) {
    let before = model.replay.head.replace(head);
    model.query.now = head.at;
    let looked = before.is_some_and(|before| before.state == PlayState::Looking);
    if looked && head.state != PlayState::Looking && before.map(|it| it.played) == Some(head.played)
    {
        model.note("no event with a finding of warning or error that way");
    }
}

/// Goes to a moment of the log.
pub(super) fn seek(model: &mut Model, at: Instant) -> Vec<Effect> {
    go(model, Target::Time(at))
}

/// Goes to where the argument of a command says.
pub(super) fn goto(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let target = target(model, text)?;
    if let (Target::Time(time), Some(head)) = (target, model.replay.head)
        && !(head.first..=head.last).contains(&time)
    {
        let zone = model.look(|log, _| log.shared_zone().clone());
        let said = |at: Instant| zone.civil(at).strftime("%Y-%m-%d %H:%M:%S").to_string();
        model.note(format!(
            "what is played lasts from {} to {}",
            said(head.first),
            said(head.last)
        ));
    }
    show_list(model);
    Ok(go(model, target))
}

/// Plays as fast as the argument of a command says.
pub(super) fn speed(model: &Model, text: &str) -> Result<Vec<Effect>, String> {
    if model.replay.head.is_none() {
        return Err("nothing is played: telltail replay PATH plays a saved log".to_owned());
    }
    let speed: Speed = text.parse().map_err(|error| format!("{error}"))?;
    Ok(vec![Effect::Play(Play::Speed(speed))])
}

fn go(model: &mut Model, target: Target) -> Vec<Effect> {
    list::follow(model);
    vec![Effect::Play(Play::Seek(target))]
}

fn target(model: &Model, text: &str) -> Result<Target, String> {
    match text {
        "start" => return Ok(Target::Start),
        "end" => return Ok(Target::End),
        "mark" => return mark(model).map(Target::Event),
        _ => {}
    }
    if let Some(part) = text.strip_suffix('%') {
        let part: f64 = part.trim().parse().map_err(|_| FORMS)?;
        return Ok(Target::Percent(part));
    }
    if let Ok(number) = text.parse::<u32>() {
        // The first is the one with the number 1.
        return Ok(number.checked_sub(1).map_or(Target::Start, |at| Target::Event(EventId(at))));
    }
    // A time of day is one of the day that is played, and a distance is one from there.
    let zone = model.look(|log, _| log.shared_zone().clone());
    let context = query::Context { zone: zone.clone(), ..model.query.clone() };
    let (from, _) = parse_time(text, &context).map_err(|_| FORMS)?;
    Ok(Target::Time(match from {
        Edge::Moment(moment) => moment,
        Edge::Wall(wall) => zone.instant(wall),
    }))
}

/// The next marked event, played or still to come; behind the last comes the first.
fn mark(model: &Model) -> Result<EventId, String> {
    let played = model.replay.head.map_or(0, |head| head.played);
    let mut marks = model.look(|log, _| log.marks().ids());
    marks.sort_unstable();
    let next = marks.iter().find(|id| id.index() >= played).or(marks.first());
    next.copied().ok_or_else(|| "nothing is marked".to_owned())
}
