package io.privyseal.scep;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The address that Microsoft's NDES has, for clients that know no other: it leads to the default endpoint. */
@Path("/certsrv/mscep/mscep.dll")
@RunOnVirtualThread
public class NdesResource {
    private final ScepDoor door;

    NdesResource(ScepDoor door) {
        this.door = door;
    }

    @GET
    @Operation(hidden = true)
    public Response get() {
        return door.atDefault(null);
    }

    @POST
    @Operation(hidden = true)
    public Response post(InputStream body) {
        return door.atDefault(body);
    }

    @GET
    @Path("/pkiclient.exe")
    @Operation(hidden = true)
    public Response getProgram() {
        return door.atDefault(null);
    }

    @POST
    @Path("/pkiclient.exe")
    @Operation(hidden = true)
    public Response postProgram(InputStream body) {
        return door.atDefault(body);
    }
}
