/** The management API, wire-compatible with SCM's Admin REST API: wire in, wire out, nothing is decided here. */
@NullMarked
package io.privyseal.rest;

import org.jspecify.annotations.NullMarked;
