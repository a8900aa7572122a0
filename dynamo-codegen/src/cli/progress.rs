//! What a long run is at, for a person who waits.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Whoever waits for less does not need to be told.
const PATIENCE: Duration = Duration::from_millis(400);

/// One line on the terminal, which each step writes over and the end takes away. Nothing where there is no terminal.
pub(super) struct Progress<W: Write> {
    out: W,
    is_terminal: bool,
    patience: Duration,
    begun: Instant,
    steps: usize,
    at: usize,
    is_shown: bool,
}

impl Progress<io::Stderr> {
    pub(super) fn new(steps: usize) -> Self {
        let out = io::stderr();
        Self::on(out, io::stderr().is_terminal(), PATIENCE, steps)
    }
}

impl<W: Write> Progress<W> {
    fn on(out: W, is_terminal: bool, patience: Duration, steps: usize) -> Self {
        Self { out, is_terminal, patience, begun: Instant::now(), steps, at: 0, is_shown: false }
    }

    /// A step begins.
    pub(super) fn step(&mut self, what: &str) {
        self.at += 1;
        if self.is_terminal && self.begun.elapsed() >= self.patience {
            self.is_shown = true;
            // Nobody is harmed when it is not seen.
            let _ = write!(self.out, "\r\x1b[K[{}/{}] {what}", self.at, self.steps);
            let _ = self.out.flush();
        }
    }
}

impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(self.out, "\r\x1b[K");
            let _ = self.out.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(is_terminal: bool, patience: Duration) -> String {
        let mut out = Vec::new();
        let mut progress = Progress::on(&mut out, is_terminal, patience, 2);
        progress.step("rust");
        progress.step("cfn");
        drop(progress);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_long_run_on_a_terminal_is_told_of() {
        assert_eq!(shown(true, Duration::ZERO), "\r\x1b[K[1/2] rust\r\x1b[K[2/2] cfn\r\x1b[K");
        assert_eq!(shown(true, Duration::from_secs(3_600)), "");
        assert_eq!(shown(false, Duration::ZERO), "");
    }
}
