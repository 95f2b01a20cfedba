//! System calls: which of them do more than read.

use nix::libc;

use super::watching::Call;

const NETWORK: &[(i64, &str)] = &[
    (libc::SYS_socket, "socket"),
    (libc::SYS_connect, "connect"),
    (libc::SYS_bind, "bind"),
    (libc::SYS_listen, "listen"),
    (libc::SYS_accept, "accept"),
    (libc::SYS_accept4, "accept4"),
    (libc::SYS_sendmmsg, "sendmmsg"),
    // Whatever is asked for through its ring is not seen here.
    (libc::SYS_io_uring_setup, "io_uring_setup"),
];

const CHANGES: &[(i64, &str)] = &[
    (libc::SYS_renameat, "renameat"),
    (libc::SYS_renameat2, "renameat2"),
    (libc::SYS_unlinkat, "unlinkat"),
    (libc::SYS_mkdirat, "mkdirat"),
    (libc::SYS_mknodat, "mknodat"),
    (libc::SYS_linkat, "linkat"),
    (libc::SYS_symlinkat, "symlinkat"),
    (libc::SYS_truncate, "truncate"),
    (libc::SYS_ftruncate, "ftruncate"),
    (libc::SYS_fallocate, "fallocate"),
    (libc::SYS_fchmod, "fchmod"),
    (libc::SYS_fchmodat, "fchmodat"),
    (libc::SYS_fchown, "fchown"),
    (libc::SYS_fchownat, "fchownat"),
    (libc::SYS_utimensat, "utimensat"),
    (libc::SYS_setxattr, "setxattr"),
    (libc::SYS_fsetxattr, "fsetxattr"),
    (libc::SYS_flock, "flock"),
    // Another program would be out of sight of this list's promises.
    (libc::SYS_execve, "execve"),
    (libc::SYS_execveat, "execveat"),
];

/// The calls of before there were folders to be relative to, which newer machines lack.
#[cfg(target_arch = "x86_64")]
const OLD_CHANGES: &[(i64, &str)] = &[
    (libc::SYS_creat, "creat"),
    (libc::SYS_rename, "rename"),
    (libc::SYS_unlink, "unlink"),
    (libc::SYS_mkdir, "mkdir"),
    (libc::SYS_rmdir, "rmdir"),
    (libc::SYS_mknod, "mknod"),
    (libc::SYS_link, "link"),
    (libc::SYS_symlink, "symlink"),
    (libc::SYS_chmod, "chmod"),
    (libc::SYS_chown, "chown"),
    (libc::SYS_lchown, "lchown"),
    (libc::SYS_utime, "utime"),
    (libc::SYS_utimes, "utimes"),
];
#[cfg(not(target_arch = "x86_64"))]
const OLD_CHANGES: &[(i64, &str)] = &[];

const LOCKS: [i32; 5] =
    [libc::F_SETLK, libc::F_SETLKW, libc::F_OFD_SETLK, libc::F_OFD_SETLKW, libc::F_SETLEASE];

const WRITING: i32 = libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND;

/// What may be opened to write: the person's own terminal, and nothing at all.
const OWN: [&str; 2] = ["/dev/tty", "/dev/null"];

/// The file that a call opens, and the flags.
pub(crate) fn opening(call: &Call) -> Option<(String, i32)> {
    let (path, flags) = match call.number {
        libc::SYS_openat => (1, call.args[2]),
        // Its flags are the first word behind a pointer.
        libc::SYS_openat2 => (1, call.word(2)),
        #[cfg(target_arch = "x86_64")]
        libc::SYS_open => (0, call.args[1]),
        _ => return None,
    };
    Some((call.text(path), flags as i32))
}

/// What is wrong with a call by somebody who only reads.
pub(crate) fn objection(call: &Call) -> Option<String> {
    let lists = [NETWORK, CHANGES, OLD_CHANGES].into_iter().flatten();
    if let Some((_, name)) = lists.copied().find(|(number, _)| *number == call.number) {
        return Some(format!("{name} {:?}", call.args));
    }
    if let Some((path, flags)) = opening(call) {
        let writes = flags & WRITING != 0 && !OWN.contains(&path.as_str());
        return writes.then(|| format!("open to write: {path} ({flags:#o})"));
    }
    match call.number {
        libc::SYS_fcntl if LOCKS.contains(&(call.args[1] as i32)) => {
            Some(format!("fcntl lock {:?}", call.args))
        }
        // Without an address it goes to a pair of sockets within the program.
        libc::SYS_sendto if call.args[4] != 0 => Some(format!("sendto {:?}", call.args)),
        _ => None,
    }
}
