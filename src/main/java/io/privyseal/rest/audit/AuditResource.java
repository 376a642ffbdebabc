package io.privyseal.rest.audit;

import io.privyseal.access.Administrator;
import io.privyseal.access.CurrentAdministrator;
import io.privyseal.audit.AuditEntry;
import io.privyseal.audit.AuditReader;
import io.privyseal.platform.Paged;
import io.privyseal.rest.Counted;
import io.privyseal.rest.PagingParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads the audit trail of the caller's customer. */
@Path("/api/audit/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {
    private static final String LIST_EXAMPLE = """
            [{"id":"1-42","time":"2026-05-21T09:30:00.123456Z","actor":{"kind":"ADMINISTRATOR","name":"admin",\
            "administratorId":1,"address":"192.0.2.7"},"action":"certificate.revoke","objectType":"certificate",\
            "objectId":"17","before":{"status":"Issued"},"after":{"status":"Revoked","reason":"keyCompromise"},\
            "hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]""";

    private final AuditReader reader;
    private final CurrentAdministrator current;

    AuditResource(AuditReader reader, CurrentAdministrator current) {
        this.reader = reader;
        this.current = current;
    }

    @GET
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries, newest first",
            description = "For MRAOs: the trail is not divided by organization.")
    @APIResponse(
            responseCode = "200",
            description = "One page; the header X-Total-Count has the number of all that match",
            content =
                    @Content(
                            schema = @Schema(implementation = AuditEntryMessage[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<AuditEntryMessage>> list(
            @BeanParam PagingParameters paging, @BeanParam AuditFilterParameters filter) {
        Administrator administrator = current.require();
        administrator.requireMaster();
        Paged<AuditEntry> found = reader.find(administrator.customer(), filter.toFilter(), paging.page());
        return Counted.page(found.items().stream().map(AuditEntryMessage::from).toList(), found.total());
    }
}
