package io.privyseal.rest.scep;

import io.privyseal.endpoint.OneTimeChallenges;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.scep.ScepMessages.Challenge;
import io.privyseal.rest.scep.ScepMessages.ChallengeRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Challenges that let one SCEP request in each, for systems that configure devices. */
@Path("/api/scep/v1/challenge")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Enrollment Endpoints")
public class ScepChallengeResource {
    private static final String REQUEST_EXAMPLE = """
            {"endpoint":3,"account":5,"subject":"device-0001","expiresIn":3600}""";
    private static final String ANSWER_EXAMPLE = """
            {"id":1,"challenge":"0vQ2w8bYJmJm3qkqk3l8yqX1b2zq4M7s","expires":"2026-05-21T13:23:06.546Z"}""";

    private final OneTimeChallenges challenges;
    private final Caller caller;

    ScepChallengeResource(OneTimeChallenges challenges, Caller caller) {
        this.challenges = challenges;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "issueScepChallenge",
            summary = "Issue a one-time challenge",
            description = "Lets one request in at a SCEP endpoint, for one account, and is shown only now."
                    + " Needs the role of an administrator for the account's organization and kind of certificate.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Challenge.class),
                            examples = @ExampleObject(name = "challenge", value = ANSWER_EXAMPLE)))
    public Challenge issue(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ChallengeRequest.class),
                                            examples = @ExampleObject(name = "issue", value = REQUEST_EXAMPLE)))
                    @Nullable
                    ChallengeRequest body) {
        return Challenge.from(challenges.issue(
                caller.customer(), caller.reach(), Bodies.require(body).toDomain(), caller.actor()));
    }
}
