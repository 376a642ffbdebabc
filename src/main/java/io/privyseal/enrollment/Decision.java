package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import java.time.Instant;

/** An administrator's yes or no. */
record Decision(Actor by, String message, Instant at) {}
