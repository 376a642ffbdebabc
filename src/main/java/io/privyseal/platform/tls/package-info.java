/** The server's own TLS: its certificate, replaced at run time, and the listeners' options. */
@NullMarked
package io.privyseal.platform.tls;

import org.jspecify.annotations.NullMarked;
