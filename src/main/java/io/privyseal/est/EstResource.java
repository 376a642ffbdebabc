package io.privyseal.est;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** All addresses of RFC 7030 §3.2.2. The door reads them itself: what frameworks make of paths differs. */
@Path("/.well-known/est/{address:.+}")
@RunOnVirtualThread
public class EstResource {
    private final EstDoor door;

    EstResource(EstDoor door) {
        this.door = door;
    }

    @GET
    @Operation(hidden = true)
    public Response get() {
        return door.answer(null);
    }

    @POST
    @Operation(hidden = true)
    public Response post(byte @Nullable [] body) {
        return door.answer(body);
    }
}
