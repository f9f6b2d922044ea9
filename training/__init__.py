"""Training of the reader: sentences with all their relations in, small int8 ONNX weights out."""
