//! Watching the system calls of a program and of all its threads, by ptrace.
//!
//! A shell waits for a word before it becomes the program, so that the watcher is there before
//! its first call. Nothing has to be installed for it but that shell.

use std::fs::{self, File};
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
    /// The call that a thread is at the beginning of.
    fn of(thread: Pid) -> Self {
        // A number, six arguments, and two registers: `0 0x3 0x7ff… …`.
        let line = fs::read_to_string(format!("/proc/{thread}/syscall")).unwrap();
        let mut words = line.split_whitespace();
        let number = words.next().unwrap().parse().unwrap();
        let mut arg = || u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok();
        let args = std::array::from_fn(|_| arg().unwrap());
        Self { thread, number, args }
    }

    /// The text that an argument points to.
    pub(crate) fn text(&self, arg: usize) -> String {
        let memory = File::open(format!("/proc/{}/mem", self.thread)).unwrap();
        let mut text = Vec::new();
        let mut at = self.args[arg];
        let mut byte = [0];
        while memory.read_at(&mut byte, at).is_ok_and(|read| read == 1) && byte[0] != 0 {
            text.push(byte[0]);
            at += 1;
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    /// The 64 bits that an argument points to.
    pub(crate) fn word(&self, arg: usize) -> u64 {
        let memory = File::open(format!("/proc/{}/mem", self.thread)).unwrap();
        let mut bytes = [0; 8];
        memory.read_exact_at(&mut bytes, self.args[arg]).unwrap();
        u64::from_ne_bytes(bytes)
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

/// Takes note of the call that a thread begins, if it does not end one.
fn note(thread: Pid, watched: &mut Watched) {
    let begins =
        ptrace::syscall_info(thread).is_ok_and(|it| it.op == libc::PTRACE_SYSCALL_INFO_ENTRY);
    if !begins {
        return;
    }
    let call = Call::of(thread);
    watched.objections.extend(objection(&call));
    watched.opened.extend(opening(&call).map(|(path, _)| path));
}
