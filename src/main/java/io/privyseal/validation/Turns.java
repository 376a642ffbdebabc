package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many attempts run, in all and against one address; who waits is served in order of arrival. */
final class Turns {
    /** Who waits for a target holds a turn of all: not for long, or one slow target would stop every other check. */
    private static final Duration PATIENCE_WITH_TARGET = Duration.ofSeconds(1);

    /** A turn that is held. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Queue {
        private final Semaphore turns;
        private int users;

        Queue(int turns) {
            this.turns = new Semaphore(turns, true);
        }
    }

    private final Semaphore all;
    private final int perTarget;
    private final ConcurrentHashMap<InetAddress, Queue> targets = new ConcurrentHashMap<>();

    Turns(int all, int perTarget) {
        this.all = new Semaphore(all, true);
        this.perTarget = perTarget;
    }

    /** @throws NotProvenException when the turn does not come in time */
    Turn ofAll(Deadline deadline) {
        acquire(all, deadline, "Too many validations are running.");
        return all::release;
    }

    /** @throws NotProvenException when the turn does not come in time */
    Turn ofTarget(InetAddress target, Deadline deadline) {
        Queue queue = enter(target);
        try {
            acquire(queue.turns, deadline.orIn(PATIENCE_WITH_TARGET), "Too many validations of this host are running.");
        } catch (NotProvenException e) {
            leave(target);
            throw e;
        }
        return () -> {
            queue.turns.release();
            leave(target);
        };
    }

    /** Targets that somebody uses or waits for; the others are forgotten. */
    int targets() {
        return targets.size();
    }

    private Queue enter(InetAddress target) {
        return targets.compute(target, (_, known) -> {
            Queue queue = known == null ? new Queue(perTarget) : known;
            queue.users++;
            return queue;
        });
    }

    private void leave(InetAddress target) {
        targets.computeIfPresent(target, (_, queue) -> --queue.users == 0 ? null : queue);
    }

    private static void acquire(Semaphore turns, Deadline deadline, String complaint) {
        try {
            if (turns.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Interruption.stopped();
        }
        throw NotProvenException.yet(Fault.NOT_CHECKED, complaint);
    }
}
