//! The worker threads: one a core, started with the first job, ended with the pool.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::catalog::Catalog;
use crate::classify::Rules;

#[cfg(debug_assertions)]
use crate::pipeline::guard::planted_panic;

use super::job::Job;
use super::worker::{Done, Worker};

/// A job and where its result goes.
type Order = (Job, SyncSender<Done>);

/// Threads that wait for jobs.
#[derive(Debug)]
pub(super) struct Pool {
    jobs: Sender<Order>,
    size: usize,
}

/// A job that was given to a pool.
#[derive(Debug)]
pub(super) struct Ticket(Receiver<Done>);

impl Pool {
    /// Starts the threads, as many of them as the system gives.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(super) fn start(rules: &Arc<Rules>, catalog: &Arc<Catalog>) -> io::Result<Self> {
        let (jobs, orders) = channel();
        let orders = Arc::new(Mutex::new(orders));
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        for number in 0..cores {
            let mut worker = Worker::new(number, Arc::clone(rules), Arc::clone(catalog));
            let orders = Arc::clone(&orders);
            let work = move || {
                while let Some((job, done)) = next(&orders) {
                    #[cfg(debug_assertions)]
                    planted_panic("load");
                    // Who gave the job may have lost interest.
                    let _ = done.send(worker.work(job));
                }
            };
            match thread::Builder::new().name(format!("load {number}")).spawn(work) {
                Err(error) if number == 0 => return Err(error),
                Err(_) => return Ok(Self { jobs, size: number }),
                Ok(_) => {}
            }
        }
        Ok(Self { jobs, size: cores })
    }

    /// How many threads there are.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Gives a job to whichever thread is free first. Jobs are begun in order.
    pub(super) fn give(&self, job: Job) -> Ticket {
        let (done, result) = sync_channel(1);
        // Where no thread is left the ticket says so.
        let _ = self.jobs.send((job, done));
        Ticket(result)
    }
}

impl Ticket {
    /// Waits for the result; `None` where the thread ended over it.
    pub(super) fn wait(self) -> Option<Done> {
        self.0.recv().ok()
    }
}

fn next(orders: &Mutex<Receiver<Order>>) -> Option<Order> {
    orders.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}
