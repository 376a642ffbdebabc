/** What each listener serves and to whom, and what every request and answer carries. */
@NullMarked
package io.privyseal.platform.web;

import org.jspecify.annotations.NullMarked;
