//! Watching the system calls of a program and of all its threads, by ptrace.
//!
//! A shell waits for a word before it becomes the program, so that the watcher is there before
//! its first call. Nothing has to be installed for it but that shell.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use nix::errno::Errno;
use nix::libc;
use nix::sys::ptrace::{self, Options};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::calls::{objection, opening};
use super::scene::{COLUMNS, ROWS, Scene};

/// A shell that waits for a word before it becomes the program named behind it.
const SHELL: [&str; 4] = ["/bin/sh", "-c", "read word; exec \"$@\"", "sh"];

/// One system call of a thread that stands still at its beginning.
pub(crate) struct Call {
    thread: Pid,
    pub(crate) number: i64,
    pub(crate) args: [u64; 6],
}

/// What was seen of a program.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// Calls that do more than read.
    pub(crate) objections: Vec<String>,
    /// The files that were opened.
    pub(crate) opened: Vec<String>,
}

impl Call {
    /// The call that a thread stands still at the beginning of, if it does.
    ///
    /// A thread that has only just stopped, or that is killed where it stands, is `running` to
    /// the kernel for a moment: it is asked again until it stands, or is gone.
    fn begun_by(thread: Pid) -> Option<Self> {
        let begins = || {
            ptrace::syscall_info(thread).is_ok_and(|it| it.op == libc::PTRACE_SYSCALL_INFO_ENTRY)
        };
        while begins() {
            let line = fs::read_to_string(format!("/proc/{thread}/syscall")).unwrap_or_default();
            if let Some((number, args)) = numbers(&line) {
                return Some(Self { thread, number, args });
            }
            thread::yield_now();
        }
        None
    }

    /// The text that an argument points to. Empty where the thread was killed meanwhile: then
    /// it never makes the call.
    pub(crate) fn text(&self, arg: usize) -> String {
        let Ok(memory) = self.memory() else { return String::new() };
        let mut text = Vec::new();
        let mut at = self.args[arg];
        let mut byte = [0];
        while memory.read_at(&mut byte, at).is_ok_and(|read| read == 1) && byte[0] != 0 {
            text.push(byte[0]);
            at += 1;
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// The 64 bits that an argument points to. Zero where the thread was killed meanwhile.
    pub(crate) fn word(&self, arg: usize) -> u64 {
        let mut bytes = [0; 8];
        let read = self.memory().and_then(|it| it.read_exact_at(&mut bytes, self.args[arg]));
        if read.is_ok() { u64::from_ne_bytes(bytes) } else { 0 }
    }

    fn memory(&self) -> io::Result<File> {
        File::open(format!("/proc/{}/mem", self.thread))
    }
}

/// Runs a program with nothing but `variables` around it and pipes for its ends, lets `scene`
/// play with it, ends it, and says what was seen.
#[expect(clippy::zombie_processes, reason = "`follow` waits for it, and for all it starts")]
pub(crate) fn watch(
    program: &[&str],
    variables: &[(&str, &str)],
    scene: impl FnOnce(&mut Scene) + Send,
) -> Watched {
    let mut command = Command::new(SHELL[0]);
    command.args(&SHELL[1..]).args(program);
    command.env_clear().envs(variables.iter().copied()).current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let root = Pid::from_raw(child.id() as i32);
    let (out, stdin) = (child.stdout.take().unwrap(), child.stdin.take().unwrap());
    observe(program[0], root, move || scene(&mut Scene::new(root, out, stdin)))
}

/// The same on a terminal.
pub(crate) fn watch_on_terminal(
    program: &[&str],
    variables: &[(&str, &str)],
    scene: impl FnOnce(&mut Scene) + Send,
) -> Watched {
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(SHELL[0]);
    command.args(&SHELL[1..]);
    command.args(program);
    command.env_clear();
    for (name, value) in variables {
        command.env(name, value);
    }
    command.cwd("/");
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let root = Pid::from_raw(child.process_id().unwrap() as i32);
    let (out, stdin) =
        (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    observe(program[0], root, move || scene(&mut Scene::new(root, out, stdin)))
}

/// Watches a shell that waits to become the program, while `play` goes on beside it.
fn observe(program: &str, root: Pid, play: impl FnOnce() + Send) -> Watched {
    ptrace::seize(
        root,
        Options::PTRACE_O_TRACESYSGOOD
            | Options::PTRACE_O_TRACECLONE
            | Options::PTRACE_O_TRACEFORK
            | Options::PTRACE_O_TRACEVFORK
            | Options::PTRACE_O_TRACEEXEC
            | Options::PTRACE_O_EXITKILL,
    )
    .unwrap();
    ptrace::interrupt(root).unwrap();
    thread::scope(|scope| {
        scope.spawn(play);
        // All of it on this thread: who seizes is who is told.
        follow(&fs::canonicalize(program).unwrap())
    })
}

/// Lets the program run from call to call until it has ended.
fn follow(program: &Path) -> Watched {
    let mut watched = Watched::default();
    let mut begun = false;
    loop {
        let flags = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
        let (thread, signal) = match waitpid(None, Some(flags)) {
            Err(Errno::ECHILD) => return watched,
            Ok(WaitStatus::PtraceSyscall(thread)) => {
                if begun {
                    note(thread, &mut watched);
                }
                (thread, None)
            }
            Ok(WaitStatus::PtraceEvent(thread, _, event)) => {
                // From here on it is no shell any more.
                begun |= event == libc::PTRACE_EVENT_EXEC && runs(thread) == program;
                (thread, None)
            }
            Ok(WaitStatus::Stopped(thread, signal)) => (thread, Some(signal)),
            Ok(_) | Err(Errno::EINTR) => continue,
            Err(error) => unreachable!("waiting for what is watched: {error}"),
        };
        // A thread may have been killed while it stood still.
        let _ = ptrace::syscall(thread, signal);
    }
}

/// What a thread is a thread of.
fn runs(thread: Pid) -> PathBuf {
    fs::read_link(format!("/proc/{thread}/exe")).unwrap_or_default()
}

/// The call's number and its six arguments, of a line `0 0x3 0x7ff… …` that two registers end.
fn numbers(line: &str) -> Option<(i64, [u64; 6])> {
    let mut words = line.split_whitespace();
    let number = words.next()?.parse().ok()?;
    let mut args = [0; 6];
    for arg in &mut args {
        *arg = u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
    }
    Some((number, args))
}

/// Takes note of the call that a thread begins, if it does not end one.
fn note(thread: Pid, watched: &mut Watched) {
    let Some(call) = Call::begun_by(thread) else { return };
    watched.objections.extend(objection(&call));
    watched.opened.extend(opening(&call).map(|(path, _)| path));
}
