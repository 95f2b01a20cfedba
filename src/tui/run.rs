//! The loop: waits for keys, notices and signals, changes the model, draws as often as its pace
//! allows, and sleeps in between.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::Event;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, sleep, sleep_until};

use crate::config::theme::Theme;
use crate::event;
#[cfg(debug_assertions)]
use crate::pipeline::planted_panic;
use crate::pipeline::{Ask, Engine, Notice};

use super::background;
use super::clipboard::Clipboard;
use super::errands::{Done, Errands};
use super::keyboard::Keyboard;
use super::message::{Effect, Exit, Message};
use super::model::{Model, Options, Preferences, Typed};
use super::pace::Pace;
use super::reported::message;
use super::sessions::Opener;
use super::signals::{Asked, Signals};
use super::terminal::Screen;
use super::update::update;
use super::work::GLANCE;

/// How often a screen on which nothing happens is drawn: it says how old the newest event is.
const MINUTE: Duration = Duration::from_secs(60);

/// The same while it says how much comes in, which may have ended.
const SECOND: Duration = Duration::from_secs(1);

/// How many messages are taken before the screen is drawn at last.
const BATCH: usize = 1024;

/// The terminal is gone.
const HANG_UP: Exit = Exit::Signal(1);

/// The screen cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// The terminal cannot be taken.
    #[error("cannot use this terminal: {0}; telltail print writes plain text instead")]
    Terminal(#[source] io::Error),
    /// The terminal cannot be written to any more.
    #[error("cannot draw: {0}")]
    Draw(#[source] io::Error),
    /// The system has no room for what the loop needs.
    #[error("cannot listen to keys and signals: {0}")]
    Listen(#[source] io::Error),
}

/// Shows the screen until something ends it. The terminal is whole again when this returns.
/// With `if_light` the terminal is asked for its background, and that is the theme on a light one.
///
/// # Errors
/// Where there is no terminal, or it fails.
pub fn run(
    engine: Engine,
    notices: Receiver<Notice>,
    options: Options,
    opener: Arc<dyn Opener>,
    if_light: Option<Theme>,
) -> Result<Ended, TuiError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(TuiError::Listen)?;
    let mouse = options.mouse;
    let mut model = Model::new(engine.watched(), options);
    let mut running = {
        // Signals must be listened to before there is something to restore.
        let _context = runtime.enter();
        Signals::listen().map_err(TuiError::Listen).and_then(|signals| {
            let screen = Screen::enter(mouse).map_err(TuiError::Terminal)?;
            // Once the terminal is in raw mode, or the answer would be written on the screen.
            let asked =
                if if_light.is_some() { background::ask() } else { background::Asked::default() };
            if let (Some(true), Some(light)) = (asked.light, if_light) {
                model.theme = light;
            }
            Ok(Loop {
                engine,
                notices,
                noticed: true,
                errands: Errands::new(opener),
                model,
                signals,
                keys: Keyboard::listen(asked).map_err(TuiError::Listen)?,
                screen,
                clipboard: Clipboard::default(),
                changed: true,
            })
        })?
    };
    let exit = runtime.block_on(running.run());
    running.model.tell_recording();
    // The terminal first: ending the engine's threads may take a moment.
    let Loop { screen, engine, model, errands, .. } = running;
    let panics = screen.leave();
    errands.end();
    drop(engine);
    let exit = match exit? {
        exit if panics.is_empty() => exit,
        _ => Exit::Panicked(panics.join("\n")),
    };
    Ok(Ended {
        exit,
        theme: model.chosen_theme(),
        preferences: model.preferences(),
        typed: model.typed(),
    })
}

/// How the screen was left.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Why it ended.
    pub exit: Exit,
    /// The theme that was chosen on it, by name.
    pub theme: Option<String>,
    /// How the person likes the screen by now.
    pub preferences: Preferences,
    /// What was typed and saved.
    pub typed: Typed,
}

struct Loop {
    engine: Engine,
    notices: Receiver<Notice>,
    /// Whether the engine may still say something.
    noticed: bool,
    errands: Errands,
    model: Model,
    signals: Signals,
    keys: Keyboard,
    screen: Screen,
    clipboard: Clipboard,
    /// Whether there is something to draw.
    changed: bool,
}

/// What the loop woke up for.
enum Woken {
    Key(Option<io::Result<Event>>),
    Notice(Option<Notice>),
    Signal(Asked),
    Errand(Done),
    /// Nothing happened for a while.
    Minute,
}

impl Loop {
    async fn run(&mut self) -> Result<Exit, TuiError> {
        let (width, height) = self.screen.size().map_err(TuiError::Terminal)?;
        update(&mut self.model, Message::Resize { width, height });
        let mut pace = Pace::new(Instant::now());
        loop {
            let wait = pace.wait(Instant::now());
            // Without a timer: the shortest sleep takes a millisecond or two.
            if self.changed && wait.is_zero() {
                self.draw()?;
                self.changed = false;
                pace.draw(Instant::now());
            }
            let rest = pace.drawn() + self.idle();
            let woken = tokio::select! {
                key = self.keys.next() => Woken::Key(key),
                notice = self.notices.recv(), if self.noticed => Woken::Notice(notice),
                done = self.errands.done() => Woken::Errand(done),
                signal = self.signals.next() => Woken::Signal(signal),
                () = sleep(wait), if self.changed => continue,
                () = sleep_until(rest), if !self.changed => Woken::Minute,
            };
            if let Woken::Notice(None) = woken {
                // The engine's threads are through; what they read is still looked at.
                self.noticed = false;
                continue;
            }
            if let Some(exit) = self.take(woken).await? {
                return Ok(exit);
            }
        }
    }

    /// Takes what woke the loop, and all that waits behind it.
    async fn take(&mut self, woken: Woken) -> Result<Option<Exit>, TuiError> {
        let now = event::Instant(jiff::Timestamp::now().as_millisecond());
        update(&mut self.model, Message::Now(now));
        let mut woken = Some(woken);
        let mut asks = Vec::new();
        let mut left = BATCH;
        while let Some(next) = woken {
            let message = match next {
                Woken::Key(Some(Ok(event))) => message(&event),
                // The terminal is gone, as a hang-up would say.
                Woken::Key(_) => return Ok(Some(HANG_UP)),
                Woken::Signal(Asked::End(number)) => return Ok(Some(Exit::Signal(number))),
                #[cfg(unix)]
                Woken::Signal(Asked::GoOn) => {
                    // A terminal that hangs up lets those it stopped go on, too.
                    if self.screen.resume().is_err() {
                        return Ok(Some(HANG_UP));
                    }
                    // While it was stopped nobody told it of another size.
                    let (width, height) = self.screen.size().map_err(TuiError::Terminal)?;
                    Some(Message::Resize { width, height })
                }
                Woken::Notice(notice) => notice.map(Message::Notice),
                Woken::Errand(done) => self.come_back(done),
                Woken::Minute => {
                    self.changed = true;
                    None
                }
            };
            for effect in message.map(|it| self.update(it)).unwrap_or_default() {
                if let Some(exit) = self.effect(effect, &mut asks).await? {
                    return Ok(Some(exit));
                }
            }
            left -= 1;
            woken = if left == 0 { None } else { self.waiting() };
        }
        for ask in asks {
            self.engine.ask(ask);
        }
        Ok(None)
    }

    fn update(&mut self, message: Message) -> Vec<Effect> {
        self.changed = true;
        update(&mut self.model, message)
    }

    /// Takes what an errand has brought; nothing where something else was wished for since.
    fn come_back(&mut self, done: Done) -> Option<Message> {
        Some(match done {
            Done::Offered(offered) => Message::Offered(offered),
            Done::Waived(done) => Message::Waived(done),
            Done::Saved(save, done) => Message::Saved(save, done),
            Done::Panicked => Message::Notice(Notice::Panicked("errand".to_owned())),
            Done::Opened(wish, opened) if !self.errands.is_newest(wish) => {
                std::thread::spawn(move || drop(opened));
                return None;
            }
            Done::Opened(_, Err(why)) => Message::Refused(why),
            Done::Opened(_, Ok((engine, notices))) => {
                let opened = Message::Opened(engine.watched());
                // Ending the threads of the one before may take a moment.
                let before = std::mem::replace(&mut self.engine, engine);
                std::thread::spawn(move || drop(before));
                (self.notices, self.noticed) = (notices, true);
                opened
            }
        })
    }

    /// What is there without waiting for it; keys come first.
    fn waiting(&mut self) -> Option<Woken> {
        if let Some(key) = self.keys.waiting() {
            return Some(Woken::Key(Some(key)));
        }
        self.notices.try_recv().ok().map(|notice| Woken::Notice(Some(notice)))
    }

    #[cfg_attr(
        not(unix),
        expect(clippy::unused_async, reason = "only Unix has something to wait for")
    )]
    async fn effect(
        &mut self,
        effect: Effect,
        asks: &mut Vec<Ask>,
    ) -> Result<Option<Exit>, TuiError> {
        match effect {
            Effect::Ask(ask) => supersede(asks, ask),
            Effect::Play(play) => self.engine.play(play),
            Effect::SetTrace(on) => self.engine.set_trace(on),
            Effect::StopLoading => self.engine.stop_loading(),
            Effect::LookForSessions => self.errands.look(),
            Effect::Open(wish) => self.errands.open(wish),
            Effect::Waive { file, waiver, logs } => self.errands.waive(file, waiver, logs),
            Effect::Save(save, watch) => self.errands.save(save, self.engine.log(), watch),
            Effect::Copy(text) => {
                let done = self.clipboard.copy(&text);
                self.update(Message::Copied(done));
            }
            Effect::Redraw => self.screen.forget().map_err(TuiError::Draw)?,
            Effect::Quit(exit) => return Ok(Some(exit)),
            #[cfg(unix)]
            Effect::Suspend => {
                Screen::pause();
                self.signals.stop().await;
                self.screen.resume().map_err(TuiError::Terminal)?;
                let (width, height) = self.screen.size().map_err(TuiError::Terminal)?;
                self.update(Message::Resize { width, height });
            }
            #[cfg(not(unix))]
            Effect::Suspend => {}
        }
        Ok(None)
    }

    /// How long the screen stays as it is where nothing happens. Of what takes long it is told
    /// that it does.
    fn idle(&self) -> Duration {
        match () {
            () if self.model.is_waiting() => GLANCE,
            () if self.model.rate.is_some() || self.model.list.counts_seconds() => SECOND,
            () => MINUTE,
        }
    }

    fn draw(&mut self) -> Result<(), TuiError> {
        #[cfg(debug_assertions)]
        planted_panic("draw");
        self.model.tell_recording();
        self.screen.draw(&self.model).map_err(TuiError::Draw)
    }
}

/// Adds what is asked, in the place of an older one of its sort: within a batch only the newest
/// is worth an answer.
fn supersede(asks: &mut Vec<Ask>, ask: Ask) {
    asks.retain(|older| std::mem::discriminant(older) != std::mem::discriminant(&ask));
    asks.push(ask);
}
