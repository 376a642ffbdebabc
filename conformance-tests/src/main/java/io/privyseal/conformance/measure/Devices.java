package io.privyseal.conformance.measure;

import java.net.URI;
import java.util.List;

/** Devices that enroll through one door of a server. */
interface Devices {
    /** Where they connect to. */
    URI server();

    /** So many of them that have not been there before, each with its request. */
    List<Device> next(int count) throws Exception;

    /** A device that asks for one certificate. */
    interface Device {
        /** The whole HTTP request. */
        byte[] request();

        /** Fails unless the answer is a certificate for the device's name and key. */
        void require(HttpConnection.Answer answer) throws Exception;
    }
}
