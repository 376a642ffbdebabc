package io.privyseal.conformance.enrollment;

/** By which a client asks. */
enum Protocol {
    SCEP,
    EST;

    /** Of an endpoint for devices. */
    String endpointType() {
        return "DEVICE_" + name();
    }
}
