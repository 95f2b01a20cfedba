//! The player: a thread that shows each event when it is due, and goes where a person says.
//!
//! It sleeps until something is due or asked. What is due is counted from the moment at which
//! playing last began, so that a late wake makes nothing late that follows.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::Sender;

use crate::event;
use crate::pipeline::inbox::Ask;
use crate::pipeline::notice::{Notice, Stage};
use crate::search::Timeline;
use crate::store::EventLog;

use super::finding::{Found, Looking};
use super::head::{Head, PlayState};
use super::outline::Outline;
use super::play::{Play, Playing, Stride, Target, Way};
use super::remote::{Remote, Woken};
use super::schedule::Schedule;
use super::shown::Shown;
use super::speed::Speed;

/// While it plays, whoever watches is told where it stands this often.
const TELL_EVERY: Duration = Duration::from_millis(33);

/// So many events that are due are shown at once: then whoever looks gets the log.
const AT_ONCE: usize = 8192;

/// A step by a second, in milliseconds.
const SECOND: i64 = 1000;

/// Who hears of a player.
pub(in crate::pipeline) struct Hearers {
    pub(in crate::pipeline) shown: Shown,
    pub(in crate::pipeline) notices: Sender<Notice>,
    pub(in crate::pipeline) remote: Remote,
    /// Rung when there are sources.
    pub(in crate::pipeline) added: Option<mpsc::Sender<()>>,
}

/// A player of a log that is read whole.
pub(in crate::pipeline) struct Player {
    whole: Arc<EventLog>,
    hearers: Hearers,
    /// The times by its clock of the first and the last event that have one.
    ends: (event::Instant, event::Instant),
    speed: Speed,
    schedule: Schedule,
    /// When the schedule began.
    begun: Instant,
    /// So many events are shown.
    played: usize,
    /// Where it stands, unless it plays.
    at: event::Instant,
    state: PlayState,
    told: Option<(Instant, Head)>,
    looking: Option<Looking>,
}

impl Player {
    /// A player of what lies between the bounds, of which nothing is shown yet.
    pub(in crate::pipeline) fn new(mut log: EventLog, playing: &Playing, hearers: Hearers) -> Self {
        log.settle();
        let places = playing.bounds.places(&log);
        let whole = log.numbered(places);
        let ends = ends(&whole);
        Self {
            whole: Arc::new(whole),
            hearers,
            ends,
            speed: playing.speed,
            schedule: Schedule::new(playing.speed, playing.max_gap),
            begun: Instant::now(),
            played: 0,
            at: ends.0,
            state: if playing.paused { PlayState::Paused } else { PlayState::Playing },
            told: None,
            looking: None,
        }
    }

    /// Plays until nobody listens any more.
    pub(in crate::pipeline) fn run(mut self) {
        self.begin();
        loop {
            self.advance();
            if !self.tell() {
                return;
            }
            match self.hearers.remote.wait(self.wakes()) {
                Woken::Closed => return,
                Woken::Asked(play) => self.ask(play),
                Woken::Rung => self.look_for_found(),
                Woken::Due => {}
            }
        }
    }

    /// What is shown from here on is what is played.
    fn begin(&mut self) {
        let Hearers { shown, notices, added, .. } = &mut self.hearers;
        shown.replace(&self.whole, 0);
        shown.inbox.put(Ask::Loaded);
        if let Some(added) = added.take() {
            // Who hears of it may have ended.
            let _ = added.send(());
        }
        let timeline = Timeline::of(&self.whole);
        let outline = Outline { first: self.ends.0, last: self.ends.1, timeline };
        // A watcher that is gone is noticed when it is told where this stands.
        let _ = notices.blocking_send(Notice::Outline(Arc::new(outline)));
        let _ = notices.blocking_send(Notice::Stage(Stage::Live));
        self.anchor();
    }

    /// Counts from here and now on.
    fn anchor(&mut self) {
        let next = self.next().unwrap_or(self.ends.1);
        let last = self.played.checked_sub(1).and_then(|at| self.whole.clock_at(at));
        let last = last.unwrap_or(next).min(next);
        self.schedule = self.schedule.within(self.speed, (last, next), self.at);
        self.begun = Instant::now();
    }

    /// The clock of the next event.
    fn next(&self) -> Option<event::Instant> {
        self.whole.clock_at(self.played)
    }

    /// When there is something to do by itself.
    fn wakes(&self) -> Option<Instant> {
        let next = self.next().filter(|_| self.state == PlayState::Playing)?;
        let due = self.begun.checked_add(self.schedule.due(next));
        let told = self.told.map_or_else(Instant::now, |(told, _)| told + TELL_EVERY);
        Some(due.map_or(told, |due| due.min(told)))
    }

    /// Shows what is due.
    fn advance(&mut self) {
        if self.state != PlayState::Playing {
            return;
        }
        let (elapsed, mut to) = (self.begun.elapsed(), self.played);
        while let Some(clock) = self.whole.clock_at(to).filter(|_| to - self.played < AT_ONCE) {
            if self.schedule.due(clock) > elapsed {
                break;
            }
            self.schedule.pass(clock);
            to += 1;
        }
        if to > self.played {
            self.played = to;
            self.hearers.shown.grow(&self.whole, to);
        }
        if to == self.whole.len() {
            (self.state, self.at) = (PlayState::Ended, self.ends.1);
        }
    }

    /// Where it stands.
    fn head(&self) -> Head {
        let next = self.next();
        let at = match (self.state, next) {
            (PlayState::Playing, Some(next)) => self.schedule.clock(self.begun.elapsed(), next),
            _ => self.at,
        };
        Head {
            at: at.clamp(self.ends.0, self.ends.1),
            first: self.ends.0,
            last: self.ends.1,
            played: self.played,
            of: self.whole.len(),
            speed: self.speed,
            state: self.state,
            next,
        }
    }

    /// Says where it stands, if that is due: while it plays now and then, and whenever a person
    /// has changed something. Tells whether anybody listens.
    fn tell(&mut self) -> bool {
        let (now, head) = (Instant::now(), self.head());
        let notices = &self.hearers.notices;
        let known = self.told.as_ref().filter(|(_, known)| {
            (known.state, known.speed) == (head.state, head.speed)
                && head.state == PlayState::Playing
        });
        match known {
            Some((told, _)) if now < *told + TELL_EVERY => {}
            // When the channel is full the watcher has something to take, and hears the next.
            Some(_) => {
                let _ = notices.try_send(Notice::Head(head));
                self.told = Some((now, head));
            }
            None if self.told.is_some_and(|(_, known)| known == head) => {}
            None => {
                self.told = Some((now, head));
                return notices.blocking_send(Notice::Head(head)).is_ok();
            }
        }
        !notices.is_closed()
    }

    fn ask(&mut self, play: Play) {
        // Whoever asks is told what came of it, even where that is nothing.
        self.told = None;
        match play {
            Play::Toggle => match self.state {
                PlayState::Playing | PlayState::Looking => self.pause(),
                _ => self.resume(),
            },
            Play::Pause => self.pause(),
            Play::Resume => self.resume(),
            Play::Faster => self.change_speed(self.speed.faster()),
            Play::Slower => self.change_speed(self.speed.slower()),
            Play::Speed(speed) => self.change_speed(speed),
            Play::Step(stride, way) => self.step(stride, way),
            Play::Seek(target) => self.seek(target),
        }
    }

    fn pause(&mut self) {
        self.looking = None;
        self.at = self.head().at;
        if matches!(self.state, PlayState::Playing | PlayState::Looking) {
            self.state = self.standing();
        }
    }

    /// How it stands where it does not play.
    fn standing(&self) -> PlayState {
        if self.played == self.whole.len() { PlayState::Ended } else { PlayState::Paused }
    }

    fn resume(&mut self) {
        self.looking = None;
        if self.state == PlayState::Playing {
            return;
        }
        if self.played == self.whole.len() {
            self.go(0, self.ends.0);
        }
        self.state = PlayState::Playing;
        self.anchor();
    }

    fn change_speed(&mut self, speed: Speed) {
        self.at = self.head().at;
        self.speed = speed;
        self.anchor();
    }

    fn step(&mut self, stride: Stride, way: Way) {
        self.pause();
        match (stride, way) {
            (Stride::Event, Way::Forward) => self.go_behind(self.played + 1),
            (Stride::Event, Way::Backward) => self.go_behind(self.played.saturating_sub(1)),
            (Stride::Second, Way::Forward) => self.go_to(self.at.0.saturating_add(SECOND)),
            (Stride::Second, Way::Backward) => self.go_to(self.at.0.saturating_sub(SECOND)),
            (Stride::Finding, way) => self.look(way),
        }
    }

    fn seek(&mut self, target: Target) {
        self.looking = None;
        if self.state == PlayState::Looking {
            self.state = self.standing();
        }
        match target {
            Target::Start => self.go(0, self.ends.0),
            Target::End => self.go(self.whole.len(), self.ends.1),
            Target::Time(time) => self.go_to(time.0),
            Target::Percent(percent) => {
                let (first, last) = self.ends;
                let part =
                    last.0.saturating_sub(first.0) as f64 * percent.clamp(0.0, 100.0) / 100.0;
                self.go_to(first.0.saturating_add(part as i64));
            }
            Target::Event(id) => self.go_behind(id.index().saturating_add(1)),
        }
    }

    /// Goes to a time.
    fn go_to(&mut self, time: i64) {
        let time = event::Instant(time).clamp(self.ends.0, self.ends.1);
        let until = event::Instant(time.0.saturating_add(1));
        self.go(self.whole.places_before(until), time);
    }

    /// Goes to where so many events are shown, and no time has gone by since the last of them.
    fn go_behind(&mut self, events: usize) {
        let events = events.min(self.whole.len());
        let last = events.checked_sub(1).and_then(|at| self.whole.clock_at(at));
        self.go(events, last.unwrap_or(self.ends.0));
    }

    /// Goes to where so many events are shown, and the clock stands at `at`; plays on from there
    /// if it was playing.
    fn go(&mut self, to: usize, at: event::Instant) {
        self.hearers.shown.hush.ask();
        match to {
            to if to > self.played => self.hearers.shown.grow(&self.whole, to),
            to if to < self.played => self.hearers.shown.replace(&self.whole, to),
            _ => {}
        }
        self.played = to;
        self.at = at.clamp(self.ends.0, self.ends.1);
        if self.state != PlayState::Playing || to == self.whole.len() {
            self.state = self.standing();
        }
        self.anchor();
    }

    /// Looks for the next finding; playing on or going elsewhere ends that.
    fn look(&mut self, way: Way) {
        let from = match way {
            Way::Forward => Some(self.played),
            // The newest is where one stands.
            Way::Backward => self.played.checked_sub(2),
        };
        let Hearers { remote, notices, .. } = &self.hearers;
        let from = from.filter(|from| *from < self.whole.len());
        let begun =
            from.and_then(|from| Looking::begin(&self.whole, (from, way), remote, notices).ok());
        self.looking = begun;
        if self.looking.is_some() {
            self.state = PlayState::Looking;
        }
    }

    /// Goes to what was found, if that is through.
    fn look_for_found(&mut self) {
        let Some(found) = self.looking.as_ref().and_then(Looking::found) else { return };
        self.looking = None;
        self.told = None;
        self.state = self.standing();
        if let Found::Event(id) = found {
            self.go_behind(id.index() + 1);
        }
    }
}

/// The times of the first and the last event that have one, by the clock that they are merged by;
/// where nothing has a time, 1970.
fn ends(whole: &EventLog) -> (event::Instant, event::Instant) {
    let timed = whole.places_before(event::Instant(i64::MIN + 1));
    let last = whole.len().checked_sub(1).and_then(|at| whole.clock_at(at));
    whole.clock_at(timed).zip(last).unwrap_or((event::Instant(0), event::Instant(0)))
}
