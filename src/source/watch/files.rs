//! How many files this process may hold open.
//!
//! Every file that is followed is held open, and the limit that most systems begin with is less
//! than a folder of old sessions has files.

/// How many more than the followed files are open: handles, pipes, the terminal.
#[cfg(unix)]
const OTHERS: u64 = 256;

/// Asks the system to let `followed` files be open. Where it does not, each that cannot be opened
/// is told by itself.
#[cfg(unix)]
pub(super) fn allow(followed: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = followed as u64 + OTHERS;
    // None is no limit.
    if current.is_some_and(|current| current < wanted) {
        let allowed = maximum.map_or(wanted, |maximum| wanted.min(maximum));
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum });
    }
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
pub(super) fn allow(_: usize) {}

#[cfg(all(test, unix))]
mod tests {
    use rustix::process::{Resource, Rlimit, getrlimit};

    use super::*;

    #[test]
    fn as_many_files_may_be_open_as_are_followed_if_the_system_lets_them() {
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let least = |one: Option<u64>, other: u64| one.map_or(other, |one| one.min(other));
        allow(3_000);
        let after = getrlimit(Resource::Nofile);
        assert_eq!(after.maximum, maximum);
        assert!(after.current.is_none_or(|after| after >= least(maximum, 3_000)));
        allow(0);
        let lowered = getrlimit(Resource::Nofile).current;
        assert_eq!(lowered, after.current, "it is never lowered, not even to {current:?}");
    }
}
