/** What the tests of all doors need that drive a packaged server with clients that others wrote. */
@NullMarked
package io.privyseal.conformance.client;

import org.jspecify.annotations.NullMarked;
