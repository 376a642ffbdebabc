package io.privyseal.access;

import io.privyseal.audit.Actor;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who makes the request at hand. */
@RequestScoped
public class CurrentAdministrator {
    private @Nullable Administrator administrator;
    private @Nullable InetAddress address;

    /** Called once per request, by the door that authenticated it. */
    public void identify(Administrator identified, InetAddress from) {
        this.administrator = identified;
        this.address = from;
    }

    /** @throws RefusedException when nobody has been identified */
    public Administrator require() {
        Administrator known = administrator;
        if (known == null) {
            throw new RefusedException(Refusal.UNKNOWN_CALLER, "Unknown user");
        }
        return known;
    }

    /** The caller as the audit trail names it. */
    public Actor actor() {
        Administrator known = require();
        return new Actor(
                Actor.Kind.ADMINISTRATOR,
                known.login() == null ? known.email() : known.login(),
                known.id().value(),
                address == null ? null : address.getHostAddress());
    }

    /** Where the caller is, proxies seen through. */
    public InetAddress address() {
        InetAddress known = address;
        if (known == null) {
            throw new RefusedException(Refusal.UNKNOWN_CALLER, "Unknown user");
        }
        return known;
    }
}
