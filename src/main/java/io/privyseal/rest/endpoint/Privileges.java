package io.privyseal.rest.endpoint;

import io.privyseal.organization.CertificateKind;

/** What it takes to let others have certificates. */
final class Privileges {
    private Privileges() {}

    /** The wire name of the privilege to request certificates of a kind. */
    static String toRequest(CertificateKind kind) {
        return switch (kind) {
            case SSL -> "sslRequest";
            case CLIENT -> "clientCertRequest";
            case CODE_SIGNING -> "csRequest";
            case DEVICE -> "deviceRequest";
        };
    }
}
