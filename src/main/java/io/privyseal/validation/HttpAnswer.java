package io.privyseal.validation;

import java.util.Optional;

/**
 * What a server answered.
 *
 * @param location where a redirect leads
 * @param body as much of it as a check reads
 */
record HttpAnswer(int status, Optional<String> location, byte[] body) {
    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
