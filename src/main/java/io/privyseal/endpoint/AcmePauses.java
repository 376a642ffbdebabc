package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import java.util.List;

/** The clients that the ACME door has paused. Whoever manages an endpoint sees and lifts its pauses. */
public interface AcmePauses {
    /** All pauses that the caller may lift, oldest first. */
    List<AcmePause> list(CustomerId customer, Reach reach);

    /** Serves the client again, which begins with no failures; {@code UNKNOWN_OBJECT} when there is no such pause. */
    void lift(CustomerId customer, Reach reach, long id, Actor actor);
}
