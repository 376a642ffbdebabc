package io.privyseal.endpoint;

/** The doors that serve enrollment endpoints; each has its own space of addresses. */
public enum EndpointDoor {
    ACME("/acme/", "/directory"),
    SCEP("/scep/", ""),
    EST("/.well-known/est/", "");

    private final String before;
    private final String after;

    EndpointDoor(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** Where clients begin at an endpoint with this extension, below the server's origin. */
    public String path(String uriExtension) {
        return before + uriExtension + after;
    }
}
