//! Names that are nobody's: those that systems, images and build machines give.

/// Shorter names are found in too many words to say anything.
const USER_MIN: usize = 4;
const HOST_MIN: usize = 4;

/// User names of systems, container images and build machines, and words that a log is full of.
const USERS: [&str; 52] = [
    "root",
    "user",
    "users",
    "admin",
    "administrator",
    "runner",
    "runneradmin",
    "node",
    "vscode",
    "code",
    "coder",
    "codespace",
    "codespaces",
    "gitpod",
    "ubuntu",
    "debian",
    "fedora",
    "centos",
    "alpine",
    "docker",
    "container",
    "vagrant",
    "jenkins",
    "travis",
    "circleci",
    "buildkite",
    "gitlab-runner",
    "github",
    "guest",
    "default",
    "nobody",
    "daemon",
    "test",
    "tester",
    "testing",
    "developer",
    "devel",
    "build",
    "builder",
    "builduser",
    "agent",
    "ec2-user",
    "azureuser",
    "cloud-user",
    "jovyan",
    "student",
    "local",
    "home",
    "system",
    "service",
    "python",
    "vsts",
];

/// Names that machines have before anybody names them.
const HOSTS: [&str; 27] = [
    "localhost",
    "localdomain",
    "host",
    "hostname",
    "ubuntu",
    "debian",
    "fedora",
    "centos",
    "alpine",
    "archlinux",
    "raspberrypi",
    "kali",
    "docker",
    "docker-desktop",
    "container",
    "server",
    "desktop",
    "laptop",
    "computer",
    "macbook",
    "workstation",
    "codespace",
    "codespaces",
    "vagrant",
    "runner",
    "buildkitsandbox",
    "penguin",
];

/// Whether `name` is no person's user name, or too short to be looked for.
pub(super) fn is_user(name: &str) -> bool {
    name.chars().count() < USER_MIN || is_account(name)
}

/// Whether `name` is that of an account, and of no person.
pub(in crate::privacy) fn is_account(name: &str) -> bool {
    is_of(&USERS, name) || is_number(name)
}

/// Whether `name` is no particular machine's name.
pub(in crate::privacy) fn is_host(name: &str) -> bool {
    name.chars().count() < HOST_MIN || is_machine(name)
}

/// The same, however short it is.
pub(in crate::privacy) fn is_machine(name: &str) -> bool {
    is_of(&HOSTS, name) || is_of(&USERS, name) || is_number(name)
}

fn is_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':'))
}
