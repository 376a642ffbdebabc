package io.privyseal.scep;

import io.privyseal.platform.web.FaultForm;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Plain text for requests that are refused before {@link ScepDoor} sees them. */
@Singleton
class ScepFaults implements FaultForm {
    @Override
    public boolean covers(String path) {
        return path.startsWith("/scep/") || path.startsWith("/certsrv/mscep/");
    }

    @Override
    public Answer answer(int status, String detail) {
        return new Answer(
                status,
                Map.of(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8", HttpHeaders.CACHE_CONTROL, "no-store"),
                detail.getBytes(StandardCharsets.UTF_8));
    }
}
