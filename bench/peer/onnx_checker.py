"""The standard's own checker on ONNX files, with shapes and types inferred. One line a file; exit code 1 if one is refused.

    python3 bench/peer/onnx_checker.py FILE.onnx...
"""

import sys

import onnx
from onnx import checker, helper, numpy_helper, shape_inference

NEWEST = onnx.defs.onnx_opset_version()


def in_known_form(model):
    """Opset 18 made the axes of reductions an input; a checker that ends at 17 wants them as an attribute."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    for node in model.graph.node if NEWEST < 18 else []:
        if node.op_type.startswith("Reduce") and node.op_type != "ReduceSum" and len(node.input) == 2 and node.input[1] in constants:
            node.attribute.append(helper.make_attribute("axes", constants[node.input.pop()].tolist()))


refused = False
print(f"onnx {onnx.__version__}, which knows operators up to opset {NEWEST}")
for path in sys.argv[1:]:
    model = onnx.load(path)
    opset = next(entry.version for entry in model.opset_import if entry.domain == "")
    in_known_form(model)
    try:
        checker.check_model(model, full_check=True)
        verdict = "valid"
    except (checker.ValidationError, shape_inference.InferenceError) as error:
        verdict = "refused: " + " ".join(str(error).split())
        refused = True
    print(f"{path}: opset {opset}, {len(model.graph.node)} nodes: {verdict}")

sys.exit(refused)
