//! Culprits: this test binary once more, doing one thing that telltail must not.

use std::fs::{self, File};
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;
use std::thread;

use nix::fcntl::{FcntlArg, Flock, FlockArg, fcntl};
use nix::libc;

use super::scene::Scene;
use super::watching::{Watched, watch};

/// The variable that names the deed, and the one that names the folder for it.
const DEED: &str = "PLANTED_DEED";
const FOLDER: &str = "PLANTED_FOLDER";

/// What was seen of somebody who did `deed`.
pub(crate) fn watched(deed: &str) -> Watched {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("planted.log"), "x").unwrap();
    let this = std::env::current_exe().unwrap();
    let args = [this.to_str().unwrap(), "--exact", "planted::the_culprit", "--nocapture"];
    let variables = [(DEED, deed), (FOLDER, folder.path().to_str().unwrap())];
    watch(&args, &variables, Scene::wait_for_the_end)
}

#[test]
fn the_culprit() {
    let (Ok(deed), Ok(folder)) = (std::env::var(DEED), std::env::var(FOLDER)) else { return };
    let folder = Path::new(&folder);
    let log = folder.join("planted.log");
    match deed.as_str() {
        "read" => assert_eq!(fs::read(log).unwrap(), b"x"),
        "tcp" => drop(TcpListener::bind("127.0.0.1:0")),
        "udp" => drop(UdpSocket::bind("127.0.0.1:0")),
        "unix" => drop(UnixStream::connect(folder.join("nobody"))),
        "thread" => thread::spawn(|| drop(TcpListener::bind("127.0.0.1:0"))).join().unwrap(),
        "create" => drop(File::create(folder.join("new.log")).unwrap()),
        "append" => drop(File::options().append(true).open(log).unwrap()),
        "rename" => fs::rename(&log, folder.join("other.log")).unwrap(),
        "remove" => fs::remove_file(log).unwrap(),
        "folder" => fs::create_dir(folder.join("new")).unwrap(),
        "flock" => drop(Flock::lock(File::open(log).unwrap(), FlockArg::LockShared).unwrap()),
        "lock" => drop(fcntl(File::open(log).unwrap(), FcntlArg::F_SETLK(&whole_file())).unwrap()),
        "child" => drop(Command::new("true").status()),
        other => panic!("{other} is no deed"),
    }
}

fn whole_file() -> libc::flock {
    libc::flock {
        l_type: libc::F_RDLCK as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: 0,
        l_len: 0,
        l_pid: 0,
    }
}
