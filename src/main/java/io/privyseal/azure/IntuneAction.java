package io.privyseal.azure;

/** What Intune's services do for a CA. */
enum IntuneAction {
    VALIDATE(FrontEnd.SCEP_VALIDATION, "ScepActions/validateRequest", 64 * 1024),
    NOTIFY_SUCCESS(FrontEnd.SCEP_VALIDATION, "ScepActions/successNotification", 64 * 1024),
    NOTIFY_FAILURE(FrontEnd.SCEP_VALIDATION, "ScepActions/failureNotification", 64 * 1024),
    DOWNLOAD_REVOCATIONS(
            FrontEnd.PKI_CONNECTOR, "CertificateAuthorityRequests/downloadRevocationRequests", 4 * 1024 * 1024),
    UPLOAD_REVOCATIONS(FrontEnd.PKI_CONNECTOR, "CertificateAuthorityRequests/uploadRevocationResults", 64 * 1024);

    /** Services, as discovery calls them. */
    enum FrontEnd {
        SCEP_VALIDATION("ScepRequestValidationFEService", "2018-02-20"),
        // The year is Microsoft's.
        PKI_CONNECTOR("PkiConnectorFEService", "5019-05-05");

        private final String wireName;
        private final String apiVersion;

        FrontEnd(String wireName, String apiVersion) {
            this.wireName = wireName;
            this.apiVersion = apiVersion;
        }

        String wireName() {
            return wireName;
        }

        String apiVersion() {
            return apiVersion;
        }
    }

    private final FrontEnd frontEnd;
    private final String path;
    private final int largestAnswer;

    IntuneAction(FrontEnd frontEnd, String path, int largestAnswer) {
        this.frontEnd = frontEnd;
        this.path = path;
        this.largestAnswer = largestAnswer;
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    /** Below the address of the service. */
    String path() {
        return path;
    }

    int largestAnswer() {
        return largestAnswer;
    }

    /** As Microsoft calls it, for logs and figures. */
    String label() {
        return path.substring(path.indexOf('/') + 1);
    }
}
