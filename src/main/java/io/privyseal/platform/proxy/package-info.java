/** Whom to believe about where a request comes from: reverse proxies and what they say; applies to every door. */
@NullMarked
package io.privyseal.platform.proxy;

import org.jspecify.annotations.NullMarked;
