/** Drives a packaged server with ACME clients that others wrote. */
@NullMarked
package io.privyseal.conformance.acme;

import org.jspecify.annotations.NullMarked;
