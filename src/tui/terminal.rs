//! The guard of the screen: enters it, and gives the terminal back whole, whatever ends the
//! program.
//!
//! A panic on the thread that draws leaves the screen first. A panic on another thread is
//! remembered, and said when the screen is left. The hook that was there before hears of both: it
//! must print nothing while the screen [`is_entered`].

use std::fmt;
use std::io::{self, Stdout};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossterm::Command;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, window_size,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use super::model::Model;
use super::view::view;

/// Asks for clicks, drags and the wheel only. crossterm's own command asks for every motion of the
/// mouse too, which nobody listens to and a slow line would carry for nothing.
struct EnableClicks;

impl Command for EnableClicks {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// The terminal's columns and rows, without entering it. Unlike crossterm's own `size`, it starts
/// no other program where there is no terminal.
pub fn terminal_size() -> Option<(u16, u16)> {
    let size = window_size().ok()?;
    (size.columns > 0 && size.rows > 0).then_some((size.columns, size.rows))
}

/// Whether the screen is entered. Of the process, as the terminal is: the panic hook has no
/// other way to know.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the screen is entered: what is printed now would be printed into it.
pub fn is_entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// The screen, from entering to leaving.
pub(super) struct Screen {
    /// Never dropped: ratatui's own drop shows the cursor, which this guard does, and where the
    /// terminal is gone prints that it could not, which panics where standard error is gone too.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    /// Whether the mouse is listened to.
    mouse: bool,
    panics: Arc<Mutex<Vec<String>>>,
}

impl Screen {
    /// Enters the screen, and sees to it that a panic leaves it. Without `mouse` the mouse stays
    /// the terminal's own.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        let panics = Arc::default();
        leave_on_panic(Arc::clone(&panics));
        enter(mouse)?;
        let terminal =
            Terminal::new(CrosstermBackend::new(io::stdout())).inspect_err(|_| leave())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal), mouse, panics })
    }

    /// Draws the model, in one update of the terminal.
    pub(super) fn draw(&mut self, model: &Model) -> io::Result<()> {
        execute!(io::stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| view(model, frame))?;
        execute!(io::stdout(), EndSynchronizedUpdate)
    }

    /// Lets the next drawing write every cell.
    ///
    /// Not by ratatui's `clear`: that asks the terminal where its cursor is, and the answer would
    /// come to the thread that reads the keys.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))
    }

    /// The terminal's columns and lines.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|size| (size.width, size.height))
    }

    /// Gives the terminal back for a while.
    #[cfg(unix)]
    pub(super) fn pause() {
        leave();
    }

    /// Takes the terminal again.
    #[cfg(unix)]
    pub(super) fn resume(&mut self) -> io::Result<()> {
        // The shell may have set the terminal to its liking meanwhile.
        leave();
        enter(self.mouse)?;
        self.forget()
    }

    /// Leaves the screen, and gives what panicking threads said.
    pub(super) fn leave(self) -> Vec<String> {
        leave();
        std::mem::take(&mut *self.panics.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    // A terminal without an alternate screen still holds what the shell wrote.
    execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)
        .and_then(|()| if mouse { execute!(io::stdout(), EnableClicks) } else { Ok(()) })
        .inspect_err(|_| leave())
}

/// Undoes [`enter`], once. What fails here cannot be mended: the terminal is gone.
fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            Show
        );
        let _ = disable_raw_mode();
    }
}

fn leave_on_panic(panics: Arc<Mutex<Vec<String>>>) {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing || !ENTERED.load(Ordering::SeqCst) {
            leave();
        } else {
            panics.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
        }
        before(panic);
    }));
}
