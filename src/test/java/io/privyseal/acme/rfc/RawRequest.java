package io.privyseal.acme.rfc;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request that no HTTP library would send. */
final class RawRequest {
    private RawRequest() {}

    /** Announces a body and sends none; the answer, to the end of its JSON object. */
    static String announcing(String url, long length) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + url.substring(RfcTestProfile.ORIGIN.length()) + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: " + Scene.JOSE + "\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            byte[] some = new byte[4096];
            // The server need not close: it still waits for the body.
            while (answer.indexOf("}") < 0) {
                int read = socket.getInputStream().read(some);
                if (read < 0) {
                    break;
                }
                answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
            }
            return answer.toString();
        }
    }
}
