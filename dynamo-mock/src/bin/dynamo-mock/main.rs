//! The command `dynamo-mock`: a local server with DynamoDB's API.

mod arguments;
mod seed;

use std::future::{Future, poll_fn};
use std::io::{self, Write};
use std::pin::pin;
use std::process::ExitCode;
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_mock::server::{Options, Server};
use dynamo_mock::{Clock, Endpoint, Engine, Mock, Wording};

use arguments::{Command, HELP, Serve};

fn main() -> ExitCode {
    let outcome = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => say(HELP),
        Ok(Command::Version) => say(concat!("dynamo-mock ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::Serve(serve)) => run(serve),
        Err(message) => {
            complain(&format!("{message}\n\nTry `dynamo-mock --help`."));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain(&message);
            ExitCode::FAILURE
        }
    }
}

fn run(serve: Serve) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime: {error}"))?;
    runtime.block_on(async {
        let clock = Clock::at(since_1970());
        tokio::spawn(keep_time(clock.clone()));
        let engine = Engine::with_clock(clock);
        let wording = if serve.former { Wording::Former } else { Wording::Current };
        engine.set_wording(wording);
        let mock = Mock::from(engine);
        if let Some(file) = &serve.seed {
            let name = file.display();
            let calls = std::fs::read(file).map_err(|error| format!("cannot read {name}: {error}"))?;
            seed::plant(&Endpoint::new(mock.clone()), &calls)
                .await
                .map_err(|why| format!("{name}: {why}"))?;
        }
        let mut options = Options::default();
        options.log = serve.log;
        options.wording = wording;
        let address = (serve.host.as_str(), serve.port);
        let server = Server::bind_with(address, mock, options)
            .await
            .map_err(|error| format!("cannot listen on {}:{}: {error}", serve.host, serve.port))?;
        // Before the line below, which says that the server may be stopped as well as used.
        let asked_to_stop = asked_to_stop().map_err(|error| format!("no signals: {error}"))?;
        say(&format!("listening on http://{}\n", server.address()))?;
        asked_to_stop.await;
        server.shutdown().await;
        Ok(())
    })
}

/// The engine's clock stands still by itself; a server's clients expect items to expire and streams to age.
async fn keep_time(clock: Clock) {
    loop {
        tokio::time::sleep(Duration::from_millis(250)).await;
        // A system clock that goes back leaves the engine's where it is.
        clock.advance(since_1970().saturating_sub(clock.now()));
    }
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Waits for the signals that end a server: an interrupt from the keyboard, and the system's request.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        let (mut interrupt, mut terminate) = (pin!(interrupt.recv()), pin!(terminate.recv()));
        poll_fn(|context| {
            if interrupt.as_mut().poll(context).is_ready() || terminate.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            Poll::Pending
        })
        .await;
    })
}

/// Waits for an interrupt from the keyboard.
#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without the signal, the process is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn say(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| format!("cannot print: {error}"))
}

fn complain(message: &str) {
    // There is nowhere else to say it.
    let _ = writeln!(io::stderr(), "dynamo-mock: {message}");
}
