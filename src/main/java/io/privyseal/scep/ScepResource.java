package io.privyseal.scep;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** SCEP over HTTP (RFC 8894 §4.1), with the program's name behind the address that many devices add. */
@Path("/scep/{endpoint}")
@RunOnVirtualThread
public class ScepResource {
    private final ScepDoor door;

    ScepResource(ScepDoor door) {
        this.door = door;
    }

    @GET
    @Operation(hidden = true)
    public Response get(@PathParam("endpoint") String endpoint) {
        return door.at(endpoint, null);
    }

    @POST
    @Operation(hidden = true)
    public Response post(@PathParam("endpoint") String endpoint, InputStream body) {
        return door.at(endpoint, body);
    }

    @GET
    @Path("/pkiclient.exe")
    @Operation(hidden = true)
    public Response getProgram(@PathParam("endpoint") String endpoint) {
        return door.at(endpoint, null);
    }

    @POST
    @Path("/pkiclient.exe")
    @Operation(hidden = true)
    public Response postProgram(@PathParam("endpoint") String endpoint, InputStream body) {
        return door.at(endpoint, body);
    }
}
