/** What the command lines of all examples share: how they start, fail and end. */
package io.longtape.scenario.cli;
