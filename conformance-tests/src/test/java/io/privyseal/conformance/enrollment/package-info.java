/** Drives a packaged server with SCEP and EST clients that others wrote. */
@NullMarked
package io.privyseal.conformance.enrollment;

import org.jspecify.annotations.NullMarked;
