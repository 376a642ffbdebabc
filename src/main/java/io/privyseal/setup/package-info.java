/** First start: first customer, CA, profiles, administrator and server certificate. */
@NullMarked
package io.privyseal.setup;

import org.jspecify.annotations.NullMarked;
