package io.privyseal.enrollment;

/** The door that a request came through, with its two names in the REST contract. */
public enum RequestedVia {
    WEB_FORM("Enrollment Form"),
    CLIENT_ADMIN("Client Admin"),
    API("Web API"),
    DISCOVERY("Discovery"),
    IMPORTED("Imported"),
    SCEP("SCEP"),
    CD_AGENT("CD Agent"),
    MS_AGENT("MS Agent"),
    MS_CA("MS CA"),
    BULK_REQUEST("Bulk Request"),
    ACME("ACME"),
    EST("EST"),
    REST("REST API");

    private final String displayName;

    RequestedVia(String displayName) {
        this.displayName = displayName;
    }

    /** As details show it; filters take it as well as the constant's name. */
    public String displayName() {
        return displayName;
    }

    /** Whether a CSR may ask for other names than those in it, by ChangeSubjectName: RFC 7030 §4.2 alone says so. */
    public boolean takesChangedNames() {
        return this == EST;
    }
}
